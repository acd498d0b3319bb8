import { DomainError, errorEntry } from '../error.ts';

const sendAgain = {
  en: 'Send the webhook again later.',
  pt: 'Envie o webhook de novo mais tarde.',
};

/** The store refused the data of an item (not the connection): one bad item must not fail the others. */
export class UnstorableBatch extends DomainError {
  static readonly entry = errorEntry('messaging.unstorable', 'invalid', {
    message: {
      en: 'The store refused the data of a webhook item',
      pt: 'O banco recusou os dados de um item do webhook',
    },
    action: 'Veja o item em webhook_items com o motivo e o requestId do log.',
  });
  constructor(cause: unknown) {
    super(UnstorableBatch.entry, { cause });
  }
}

/** More items are waiting than the queue may hold. Meta sends them again. */
export class IngestOverloaded extends DomainError {
  static readonly entry = errorEntry('messaging.ingest-overloaded', 'unavailable', {
    message: {
      en: 'Too many webhook items are waiting to be stored',
      pt: 'Há itens de webhook demais esperando para ser gravados',
    },
    hint: sendAgain,
    action: 'A Meta reenvia sozinha. Se durar minutos, veja o disco e a carga do Postgres.',
    retryable: true,
  });
  constructor(waiting: number) {
    super(IngestOverloaded.entry, { message: `${waiting} webhook items are waiting to be stored already` });
  }
}

/** The items could not be committed in time; whether they were is not known, so Meta must send them again. */
export class IngestUnavailable extends DomainError {
  static readonly entry = errorEntry('messaging.ingest-unavailable', 'unavailable', {
    message: { en: 'The webhook could not be stored', pt: 'Não foi possível gravar o webhook' },
    hint: sendAgain,
    action: 'A Meta reenvia sozinha por até 7 dias. Verifique o Postgres.',
    retryable: true,
  });
  constructor(cause: unknown) {
    super(IngestUnavailable.entry, { cause });
  }
}

export class MergeNotFound extends DomainError {
  static readonly entry = errorEntry('messaging.merge-not-found', 'not-found', {
    message: {
      en: 'There is no merge of contacts that could be undone',
      pt: 'Não há união de contatos que possa ser desfeita',
    },
  });
  constructor(merged: string) {
    super(MergeNotFound.entry, { message: `No merge of contact ${merged} can be undone` });
  }
}
