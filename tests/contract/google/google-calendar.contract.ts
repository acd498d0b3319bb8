import { busyTimesContract } from './busy-times.contract.ts';
import { changesContract } from './changes.contract.ts';
import { eventsContract } from './events.contract.ts';
import { failuresContract } from './failures.contract.ts';
import type { MakeGoogle } from './google-harness.ts';

/** What every Google calendar does. */
export const googleCalendarContract = (make: MakeGoogle): void =>
  [eventsContract, busyTimesContract, changesContract, failuresContract].forEach((contract) =>
    contract(make),
  );
