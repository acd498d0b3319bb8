import type { Conversation } from '../../../client/atende-client.ts';

export const queues = ['equipe', 'minhas', 'assistente', 'todas'] as const;
export type Queue = (typeof queues)[number];

/** What a list of conversations was asked for with. */
export type ListFilter = {
  /** The team's queue: in the order in which people look at it, and with no other part of a filter. */
  readonly waiting?: true;
  readonly mode?: 'human' | 'assistant';
  /** An actor of the audit log. */
  readonly assignedTo?: string;
  readonly search?: string;
};

/** Whether a conversation is in the list now; of a search only the server knows. */
export function belongs(
  conversation: Conversation,
  { waiting, mode, assignedTo, search }: ListFilter,
): boolean | 'unknown' {
  if (waiting === true && conversation.waiting === undefined) return false;
  if (mode !== undefined && conversation.mode !== mode) return false;
  if (assignedTo !== undefined && conversation.assignment?.actor !== assignedTo) return false;
  return search === undefined ? true : 'unknown';
}

export type Page = { readonly items: readonly Conversation[]; readonly nextCursor: string | null };

const isNewer = (a: Conversation, b: Conversation): boolean =>
  a.lastMessageAt > b.lastMessageAt || (a.lastMessageAt === b.lastMessageAt && a.id > b.id);

/** Held to the domain's by tests/property/console/rules-of-the-domain.property.test.ts. */
const loudest = ['emergency', 'possible-emergency'];
const placeOf = ({ id, waiting }: Conversation): string => {
  const rank = loudest.indexOf(waiting?.reason ?? '');
  return `${rank < 0 ? loudest.length : rank} ${waiting?.since ?? ''} ${id}`;
};

/** Emergencies come first, then what may be one, then who waits longest. */
export const isMoreUrgent = (a: Conversation, b: Conversation): boolean => placeOf(a) < placeOf(b);

/**
 * The pages of a list after a conversation has changed: taken out of where it stood and sorted in again, without asking
 * for any page. What sorts behind everything loaded is left to the page that is loaded next.
 */
export function withConversation(
  pages: readonly Page[],
  changed: Conversation,
  filter: ListFilter,
): readonly Page[] {
  const stood = pages.some(({ items }) => items.some(({ id }) => id === changed.id));
  const belongsNow = belongs(changed, filter);
  const isIn = belongsNow === 'unknown' ? stood : belongsNow;
  if (!stood && !isIn) return pages;
  const without = pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => id !== changed.id) }));
  if (!isIn) return without;
  const isAhead = filter.waiting === true ? isMoreUrgent : isNewer;
  const target = without.findIndex(({ items }) => items.some((other) => isAhead(changed, other)));
  const last = without.length - 1;
  const hasMore = without[last]?.nextCursor != null;
  if (target === -1 && hasMore) return without;
  return without.map((page, index) => {
    if (index !== (target === -1 ? last : target)) return page;
    const at = page.items.findIndex((other) => isAhead(changed, other));
    const place = at === -1 ? page.items.length : at;
    return { ...page, items: page.items.toSpliced(place, 0, changed) };
  });
}
