import { json, readJson, type Handler, type World } from './world.ts';
import type { Change } from './webhooks.ts';

const mostChanges = 1_000;
const mostCopies = 20;
const longestDelayMs = 60_000;

type Wish = {
  readonly changes: readonly Change[];
  /** One POST with all of them, as Meta batches; otherwise one POST each. */
  readonly together: boolean;
  readonly copies: number;
  readonly order: 'given' | 'reversed' | 'shuffled';
  readonly delayMs: number;
  readonly signature: 'right' | 'wrong' | 'missing';
};

/**
 * `POST /_twin/webhook` sends any webhook: `{ changes: [{ field, value, phoneNumberId? }], together?, copies?, order?,
 * delayMs?, signature? }`. `value` gets the number's metadata where it has none. Answers with the status codes.
 */
export const webhookCommands =
  (world: World): Handler =>
  async (request, response, path) => {
    if (path !== '/_twin/webhook' || request.method !== 'POST') return false;
    const { changes, together, copies, order, delayMs, signature } = readWish(await readJson(request));
    const posts = together ? [changes] : changes.map((change) => [change]);
    const repeated = inOrder(
      order,
      posts.flatMap((post) => Array.from({ length: copies }, () => post)),
    );
    const sent = await Promise.all(
      repeated.map((post, n) => world.post(post, { signature, waitMs: delayMs * n })),
    );
    json(response, 200, { statuses: sent });
    return true;
  };

function readWish(input: Record<string, unknown>): Wish {
  const { changes, order, signature } = input;
  if (!Array.isArray(changes)) throw new Error('changes is a list of { field, value }');
  const within = (value: unknown, most: number, fallback: number) =>
    typeof value === 'number' && value >= 0 ? Math.min(value, most) : fallback;
  return {
    changes: changes.slice(0, mostChanges).map(readChange),
    together: input['together'] === true,
    copies: within(input['copies'], mostCopies, 1),
    order: order === 'reversed' || order === 'shuffled' ? order : 'given',
    delayMs: within(input['delayMs'], longestDelayMs, 0),
    signature: signature === 'wrong' || signature === 'missing' ? signature : 'right',
  };
}

function readChange(given: unknown): Change {
  const fields = new Map<string, unknown>(
    typeof given === 'object' && given !== null ? Object.entries(given) : [],
  );
  const [field, value, phoneNumberId] = ['field', 'value', 'phoneNumberId'].map((name) => fields.get(name));
  return {
    field: typeof field === 'string' ? field : 'messages',
    value: typeof value === 'object' && value !== null ? { ...value } : {},
    ...(typeof phoneNumberId === 'string' && { phoneNumberId }),
  };
}

function inOrder<T>(order: Wish['order'], items: readonly T[]): readonly T[] {
  if (order === 'given') return items;
  if (order === 'reversed') return items.toReversed();
  const keyed = items.map((item) => ({ item, at: Math.random() }));
  return keyed.sort((a, b) => a.at - b.at).map(({ item }) => item);
}
