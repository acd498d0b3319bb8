import type { SendFailure } from '../../../domain/messaging/send-failure.ts';

export const lostOutcome: SendFailure = {
  class: 'final',
  code: 'outcome-unknown',
  detail: 'Nobody knows whether WhatsApp took the message; it is not sent again',
};

/** Nobody was asked just now: a crash of an earlier holder was found. */
export const holderDied: SendFailure = {
  class: 'transient',
  code: 'worker-died',
  detail: 'Whoever sent it died or lost its lease; it may have been sent',
};

/** Nothing is there that could be brought to WhatsApp, and nothing will be. */
export const fileLost: SendFailure = {
  class: 'final',
  code: 'upload-lost',
  detail: 'The message has lost its file. Send it again.',
};
