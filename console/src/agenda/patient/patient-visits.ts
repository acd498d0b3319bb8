import type { Appointment } from '../../../../client/atende-client.ts';

type Page = { readonly items: readonly Appointment[]; readonly nextCursor: string | null };
/** `isCut`: there is more than was read. */
type Read = { readonly items: readonly Appointment[]; readonly isCut: boolean };

/** Of each kind; who wants more looks into the agenda. */
const mostShown = 5;
const mostPages = 5;

/** Page after page: what was cancelled or failed stands among them, and may fill the first ones. @throws what `read` does */
export async function readPages(read: (cursor: string | undefined) => Promise<Page>): Promise<Read> {
  const items: Appointment[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { items: found, nextCursor } = await read(cursor);
    items.push(...found);
    if (nextCursor === null) return { items, isCut: false };
    cursor = nextCursor;
  }
  return { items, isCut: true };
}

/** The next visits, soonest first, and the last ones, latest first. What goes on at `now` may stand in both that were read. */
export function visitsAt(now: Date, { past, coming }: { readonly past: Read; readonly coming: Read }) {
  const all = new Map([...past.items, ...coming.items].map((one) => [one.id, one]));
  const visits = standing([...all.values()]);
  const isOver = ({ end }: Appointment) => new Date(end) <= now;
  return {
    next: few(
      visits.filter((one) => !isOver(one)),
      coming.isCut,
    ),
    last: few(visits.filter(isOver).toReversed(), past.isCut),
  };
}

const few = (visits: readonly Appointment[], isCut: boolean) => ({
  visits: visits.slice(0, mostShown),
  hasMore: isCut || visits.length > mostShown,
});

/** A visit that was moved waits for the calendar beside the one that it replaces: that one is not shown. */
function standing(visits: readonly Appointment[]): readonly Appointment[] {
  const live = visits.filter(
    ({ state, requestedAt }) => state === 'confirmed' || (state === 'held' && requestedAt !== undefined),
  );
  const replaced = new Set(live.flatMap(({ replaces }) => replaces ?? []));
  return live.filter(({ id }) => !replaced.has(id));
}
