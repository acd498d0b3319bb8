import { keepWorld, type KeptWorld } from '../kept-world.ts';
import type { GoogleWorld } from './world.ts';

type Kept = ReturnType<typeof snapshotOf>;

const snapshotOf = ({ calendars, grants }: GoogleWorld) => ({
  calendars: calendars.snapshot(),
  grants: grants.snapshot(),
});

/**
 * Calendars with their events, and what people agreed to with the tokens of it, across runs. `restore` says whether an
 * earlier run was taken up; one that cannot be is forgotten whole.
 */
export function keepGoogle(world: GoogleWorld, file: string | undefined): KeptWorld & { restore(): boolean } {
  const kept = keepWorld(file, () => snapshotOf(world));
  world.changes.on('change', () => kept.changed());
  return {
    ...kept,
    restore() {
      if (kept.kept === undefined) return false;
      const before = snapshotOf(world);
      const take = ({ calendars, grants }: Kept) => {
        world.grants.restore(grants);
        world.calendars.restore(calendars);
      };
      try {
        take(kept.kept as Kept);
        return true;
      } catch {
        // tokens of calendars that are not there would be half a world
        take(before);
        return false;
      }
    },
  };
}
