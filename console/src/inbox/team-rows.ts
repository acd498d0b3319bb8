import type { Conversation } from '../../../client/atende-client.ts';
import { isMoreUrgent } from './lists.ts';
import type { Row } from './rows.ts';

/** So many of those who wait are read, the most urgent first: nobody works through a longer list from top to bottom. */
export const mostWaiting = 500;

/** What is known of those who wait. */
export type WaitingRead = {
  readonly items: readonly Conversation[];
  /** How many wait; absent: not counted yet. */
  readonly counted?: number | undefined;
  /** The server has further ones. */
  readonly hasMore: boolean;
  readonly hasFailed: boolean;
};

/** Emergencies come first, then what may be one, then who waits longest; below, what people have in hand. */
export function teamRows(waiting: WaitingRead, inHand: readonly Conversation[]): readonly Row[] {
  // whoever waits stands above, also when only the other list has them so far
  const ids = new Set(waiting.items.map(({ id }) => id));
  const others = inHand.filter(({ id }) => !ids.has(id));
  const items = [...waiting.items, ...others.filter(isWaiting)].sort((a, b) => (isMoreUrgent(a, b) ? -1 : 1));
  const unshown = unshownOf({ ...waiting, items });
  return [
    ...section('Precisam de você', items, items.length + (unshown?.count ?? 0)),
    ...(unshown === undefined ? [] : [unshown.row]),
    ...section(
      'Com a equipe',
      others.filter((conversation) => !isWaiting(conversation)),
    ),
  ];
}

const isWaiting = ({ waiting }: Conversation): boolean => waiting !== undefined;

const section = (text: string, items: readonly Conversation[], count = items.length): readonly Row[] =>
  items.length === 0
    ? []
    : [
        { kind: 'heading', text, count },
        ...items.map((conversation): Row => ({ kind: 'conversation', conversation })),
      ];

/** The row that says in words that fewer are shown than wait, and what comes of it. */
function unshownOf({ items, counted = 0, hasMore, hasFailed }: WaitingRead) {
  if (!hasMore) return undefined;
  const count = Math.max(0, counted - items.length);
  const further = count === 0 ? 'mais algumas' : `mais ${count}`;
  const words = hasFailed
    ? `e ${further}, que não consegui ler.`
    : items.length < mostWaiting
      ? `Lendo ${further}…`
      : `e ${further}, que aparecem aqui à medida que você atende as de cima.`;
  return { count, row: { kind: 'unshown', words } satisfies Row };
}
