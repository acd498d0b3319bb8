import { z } from 'zod';
import { HttpRefusal } from '../server/error-response.ts';

/** A page as every list answers it. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Pass it on as `cursor` for the next page; null at the end'),
  });

/** `limit` and `cursor`, as every list takes them. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'Expected a number from 1 to 100')
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .optional()
    .meta({ jsonSchema: { type: 'integer', minimum: 1, maximum: 100, default: 50 } }),
  cursor: z.string().min(1).max(400).optional().meta({ description: 'nextCursor of the page before' }),
};

type Asked = { readonly limit?: number | undefined; readonly cursor?: string | undefined };

/** `stoppedAt`: where the reader gave up before the page was full, which is not the end. */
type Piece<Item, Place> =
  readonly Item[] | { readonly items: readonly Item[]; readonly stoppedAt?: Place | undefined };

const defaultLimit = 50;

/**
 * Reads one more item than the page shows to know whether there is a next one. A cursor is the last shown item's
 * place in the order, opaque and not signed: it can only say where in the caller's own list to go on.
 * @throws HttpRefusal for a cursor that is not of this list
 */
export async function readPage<Item, Place>(
  list: string,
  { limit = defaultLimit, cursor }: Asked,
  place: z.ZodType<Place>,
  readFrom: (limit: number, after: Place | undefined) => Promise<Piece<Item, Place>>,
  placeOf: (item: Item) => Place,
): Promise<{ items: Item[]; nextCursor: string | null }> {
  const after = cursor === undefined ? undefined : readPlace(list, cursor, place);
  const read = await readFrom(limit + 1, after);
  const found = 'items' in read ? read.items : read;
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const stoppedAt = 'items' in read ? read.stoppedAt : undefined;
  const next = found.length > limit && last !== undefined ? placeOf(last) : stoppedAt;
  const nextCursor = next === undefined ? null : writePlace(list, next);
  return { items, nextCursor };
}

export const writePlace = (list: string, place: unknown): string =>
  Buffer.from(JSON.stringify([list, place])).toString('base64url');

/** @throws HttpRefusal for a cursor that is not of this list */
export function readPlace<Place>(list: string, cursor: string, place: z.ZodType<Place>): Place {
  try {
    const [name, value] = z
      .tuple([z.string(), z.unknown()])
      .parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (name === list) return place.parse(value);
  } catch {
    // told below
  }
  throw new HttpRefusal('http.cursor-invalid', 'The cursor is not one of this list');
}
