import { HttpRefusal } from '../server/error-response.ts';

/** `"7"`: a strong ETag of a version. */
export const entityTag = (version: number): string => `"${version}"`;

const shape = /^(?:W\/)?"(\d{1,9})"$/;

/** The version that If-Match asks for; `undefined` for `*` or none. @throws HttpRefusal for anything else */
export function versionOf(ifMatch: string): number | undefined {
  const text = ifMatch.trim();
  if (text === '' || text === '*') return undefined;
  const [, version] = shape.exec(text) ?? [];
  // a weak tag does not say that the bytes are the same; ours are numbers of versions, so that is no matter
  if (version === undefined)
    throw new HttpRefusal('http.version-invalid', 'If-Match is not one of our ETags');
  return Number(version);
}

/** Whether the caller has it already. What is not one of our tags is no match. */
export const isKnown = (ifNoneMatch: string, version: number): boolean =>
  ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || shape.exec(tag.trim())?.[1] === String(version));
