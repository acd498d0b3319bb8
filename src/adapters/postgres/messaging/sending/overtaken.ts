import { overtakenEpoch } from '../../../../domain/messaging/people/merge-conversations.ts';

/** As `isOvertaken` of the domain: of a row of messages, and an expression for the epoch of its conversation. */
export const isOvertaken = (row: string, epoch: string): string =>
  `(${row}.origin = 'assistant' and coalesce(${row}.epoch, 0) < ${epoch})`;

/** As `movedEpoch` of the domain, of expressions. */
export const movedEpoch = (epoch: string, from: string, current: string): string =>
  `case when coalesce(${epoch}, 0) >= ${from} then ${current} else ${overtakenEpoch} end`;
