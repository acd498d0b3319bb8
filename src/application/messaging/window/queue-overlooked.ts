import { windowMs } from '../../../domain/messaging/customer-service-window.ts';
import type { Outbox } from '../../ports/messaging/outbox.ts';
import type { Clock } from '../../ports/system/clock.ts';

/** Queues what still waits although the patient has written: a process that knows no waiting may have stored that. */
export type QueueOverlooked = () => Promise<void>;

type Needs = { outbox: Pick<Outbox, 'queueOverlooked'>; clock: Clock };

const mostPerRound = 500;

export const makeQueueOverlooked =
  ({ outbox, clock }: Needs): QueueOverlooked =>
  async () => {
    await outbox.queueOverlooked(new Date(clock.now().getTime() - windowMs), mostPerRound);
  };
