import { invalid } from '../errors.ts';

/** One page of a list, by Google's `maxResults` and `pageToken`. */
export function pageOf<T>(
  items: readonly T[],
  query: URLSearchParams,
  { usual, most }: { readonly usual: number; readonly most: number },
): { readonly page: readonly T[]; readonly nextPageToken?: string } {
  const asked = query.get('maxResults');
  const size = asked === null ? usual : Math.min(Number(asked), most);
  if (!Number.isInteger(size) || size < 1)
    return invalid(`Invalid value '${asked ?? ''}'`, 'invalidParameter');
  const token = query.get('pageToken');
  const from =
    token === null ? 0 : Number(/^from(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1]);
  if (!Number.isInteger(from)) return invalid('Invalid page token value.');
  const next = from + size;
  return {
    page: items.slice(from, next),
    ...(next < items.length && { nextPageToken: Buffer.from(`from${next}`).toString('base64url') }),
  };
}
