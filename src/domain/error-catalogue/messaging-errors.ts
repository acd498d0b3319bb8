import { nothingToDo, type ErrorEntry } from './entry.ts';

export const messagingErrors: readonly ErrorEntry[] = [
  {
    code: 'messaging.unstorable',
    class: 'invalid',
    message: 'The store refused the data of a webhook item',
    action: 'Veja o item em webhook_items com o motivo e o requestId do log.',
    retryable: false,
  },
  {
    code: 'messaging.ingest-overloaded',
    class: 'unavailable',
    message: 'Too many webhook items are waiting to be stored',
    hint: 'Send the webhook again later.',
    action: 'A Meta reenvia sozinha. Se durar minutos, veja o disco e a carga do Postgres.',
    retryable: true,
  },
  {
    code: 'messaging.ingest-unavailable',
    class: 'unavailable',
    message: 'The webhook could not be stored',
    hint: 'Send the webhook again later.',
    action: 'A Meta reenvia sozinha por até 7 dias. Verifique o Postgres.',
    retryable: true,
  },
  {
    code: 'messaging.merge-not-found',
    class: 'not-found',
    message: 'There is no merge of contacts that could be undone',
    action: nothingToDo,
    retryable: false,
  },
];
