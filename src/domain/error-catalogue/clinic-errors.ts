import { nothingToDo, type ErrorEntry } from './entry.ts';

export const clinicErrors: readonly ErrorEntry[] = [
  {
    code: 'clinic.not-found',
    class: 'not-found',
    message: 'There is no such clinic, or it is not yours',
    hint: 'Check the clinicId.',
    action: 'Confira o clinicId e se a pessoa é membro da clínica.',
    retryable: false,
  },
  {
    code: 'clinic.id-taken',
    class: 'conflict',
    message: 'Another clinic was registered with the same id',
    hint: 'Send the registration with a new Idempotency-Key.',
    action: nothingToDo,
    retryable: false,
  },
  {
    code: 'clinic.unknown-time-zone',
    class: 'invalid',
    message: 'The time zone is not known',
    hint: 'Use an IANA name, e.g. America/Sao_Paulo.',
    action: nothingToDo,
    retryable: false,
  },
  {
    code: 'clinic.number-taken',
    class: 'conflict',
    message: 'The WhatsApp number or its phone_number_id is registered already',
    hint: 'One number belongs to one clinic. Check the digits and the phone_number_id.',
    action: 'Descubra em qual clínica o número está e, se mudou de dono, desative-o lá antes.',
    retryable: false,
  },
  {
    code: 'clinic.number-malformed',
    class: 'invalid',
    message: 'This is not a telephone number with country code',
    hint: 'Send 6 to 15 digits with country code, e.g. 5511955501234.',
    action: nothingToDo,
    retryable: false,
  },
  {
    code: 'clinic.context-changed',
    class: 'stale',
    message: 'Somebody else saved the context meanwhile',
    hint: 'Read the context again, bring your changes in, and save with its ETag.',
    action: 'Compare as versões e salve de novo sobre a mais recente.',
    retryable: false,
  },
  {
    code: 'clinic.version-not-found',
    class: 'not-found',
    message: 'The context has no such version',
    action: nothingToDo,
    retryable: false,
  },
];
