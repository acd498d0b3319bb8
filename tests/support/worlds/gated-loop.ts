import type { SettableClock } from '../../../src/adapters/memory/system/clock.ts';
import { makeSendGate, type SendGate } from '../../../src/application/messaging/delivery/send-gate.ts';
import { loopNeeds } from './loop-needs.ts';

type GatedLoop = { readonly needs: ReturnType<typeof loopNeeds>; readonly sendGate: SendGate };

/** What a loop of sends needs, with a gate for `atOnce` calls, all on the clock of the world that `gateOf` is given to. */
export function gatedLoop(atOnce: number) {
  let made: GatedLoop | undefined;
  return {
    gateOf: (clock: SettableClock): SendGate => {
      const needs = loopNeeds(clock);
      made = { needs, sendGate: makeSendGate({ ...needs, sendGateLimits: { atOnce, waitMs: 15_000 } }) };
      return made.sendGate;
    },
    of: (): GatedLoop => {
      if (made === undefined) throw new Error('No world was made with this gate');
      return made;
    },
  };
}
