import { nothingToDo, type ErrorEntry } from './entry.ts';

export const conversationErrors: readonly ErrorEntry[] = [
  {
    code: 'conversation.not-found',
    class: 'not-found',
    message: 'There is no such conversation in this clinic',
    action: nothingToDo,
    retryable: false,
  },
  {
    code: 'conversation.message-not-found',
    class: 'not-found',
    message: 'There is no such message in this conversation',
    action: nothingToDo,
    retryable: false,
  },
  {
    code: 'conversation.window-closed',
    class: 'conflict',
    message: 'WhatsApp takes free text only within 24 hours of the patient’s last message',
    hint: 'Wait until the patient writes, or call them.',
    action:
      'Ligue para o paciente, ou espere que ele escreva: depois de 24 horas só modelos aprovados são aceitos.',
    retryable: false,
  },
  {
    code: 'conversation.reply-empty',
    class: 'invalid',
    message: 'The text has nothing that a patient could see',
    hint: 'Write at least one visible character.',
    action: nothingToDo,
    retryable: false,
  },
  {
    code: 'conversation.phone-malformed',
    class: 'invalid',
    message: 'This is not a telephone number with country code',
    hint: 'Send 6 to 15 digits with country code, e.g. 5511955501234.',
    action: nothingToDo,
    retryable: false,
  },
];
