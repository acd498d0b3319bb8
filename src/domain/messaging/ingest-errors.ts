import { DomainError } from '../error.ts';

/** The store refused the data of an item (not the connection): one bad item must not fail the others. */
export class UnstorableBatch extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'messaging.unstorable';
  constructor(cause: unknown) {
    super('The store refused the data of a webhook item', { cause });
  }
}

/** More items are waiting than the queue may hold. Meta sends them again. */
export class IngestOverloaded extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'messaging.ingest-overloaded';
  constructor(waiting: number) {
    super(`${waiting} webhook items are waiting to be stored already`, {
      hint: 'Send the webhook again later.',
    });
  }
}

/** The items could not be committed in time; whether they were is not known, so Meta must send them again. */
export class IngestUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'messaging.ingest-unavailable';
  constructor(cause: unknown) {
    super('The webhook could not be stored', { hint: 'Send the webhook again later.', cause });
  }
}

export class MergeNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'messaging.merge-not-found';
  constructor(merged: string) {
    super(`No merge of contact ${merged} can be undone`);
  }
}
