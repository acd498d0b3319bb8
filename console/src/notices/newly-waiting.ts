import type { Conversation } from '../../../client/atende-client.ts';

type Waiting = Pick<Conversation, 'id' | 'waiting'>;

/** When each conversation that waits for a person began to, by its id. */
export type Known = ReadonlyMap<string, string>;

export const knownOf = (waiting: readonly Waiting[]): Known =>
  new Map(waiting.flatMap(({ id, waiting: wait }) => (wait === undefined ? [] : [[id, wait.since]])));

/** Those that began to wait since `known`; of somebody who still waits nobody is told twice. */
export const newlyWaiting = <Row extends Waiting>(known: Known, waiting: readonly Row[]): readonly Row[] =>
  waiting.filter(({ id, waiting: wait }) => wait !== undefined && known.get(id) !== wait.since);
