import type { TroubledWorld } from '../troubled-world.ts';
import type { Step } from './acts.ts';
import { choose, reconnect } from './choose-calendars.ts';
import { take } from './take.ts';

/** The longest that polling waits: a quarter of an hour with a channel, and a tenth of it. */
const pollingMs = 17 * 60_000;

/** Google is well again, and whatever it says is lost: everybody does what polling makes due. */
async function comeToRest(world: TroubledWorld, choice: number): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await world.wakeAll();
    await world.comeToRest();
    world.losePushes();
    world.clock.advance(pollingMs);
    world.read();
    await world.settleDown();
    // the round that moves what stood in somebody's way before
    await choose(world, choice);
  }
  await world.comeToRest();
}

/**
 * All comes to rest. Then people change something once more, of which nobody hears: that the message about it was lost
 * is what it returns.
 */
export async function end(world: TroubledWorld, { choice, last }: { choice: number; last: readonly Step[] }) {
  await reconnect(world);
  await choose(world, choice);
  await comeToRest(world, choice);
  world.losePushes();
  for (const each of last) await take(world, each);
  const isLost = world.losePushes() > 0;
  await comeToRest(world, choice);
  return isLost;
}
