import { nothingToDo, type ErrorEntry } from './entry.ts';

export const privacyErrors: readonly ErrorEntry[] = [
  {
    code: 'privacy.person-not-found',
    class: 'not-found',
    message: 'There is no such person in this clinic',
    hint: 'Search the patients by telephone number; a person who was erased is not there any more.',
    action: nothingToDo,
    retryable: false,
  },
  {
    code: 'privacy.erasure-not-found',
    class: 'not-found',
    message: 'There is no such erasure',
    action: nothingToDo,
    retryable: false,
  },
  {
    code: 'privacy.certificate-not-ready',
    class: 'conflict',
    message: 'The erasure is not finished yet',
    hint: 'Ask again in a minute.',
    action: 'Se durar, veja no log por que o processo com o papel worker não termina o apagamento.',
    retryable: true,
  },
  {
    code: 'privacy.retention-out-of-bounds',
    class: 'invalid',
    message: 'Messages cannot be kept for so few or so many days',
    hint: 'Choose 30 to 36500 days.',
    action: nothingToDo,
    retryable: false,
  },
];
