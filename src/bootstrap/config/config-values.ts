import { z } from 'zod';
import type { KeyRing, NamedKey } from '../../adapters/crypto/named-keys.ts';

export const whole = (fallback: number, least = 0, most = 2_147_483_647) =>
  z.coerce.number().int().min(least).max(most).default(fallback);
export const text = z.string().trim().min(1);
export const exactUrl = z.url({ protocol: /^https?$/ });
export const webUrl = exactUrl.transform(withoutLastSlashes);
export const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
export const list = text.transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

const keyBytes = 32;

/** `kid:base64url-key`, comma-separated; the first makes, all read. Messages never quote a key. */
export const keyRing = list.transform((entries, context): KeyRing => {
  const problem = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  const keys: NamedKey[] = [];
  for (const [index, entry] of entries.entries()) {
    const [, kid, encoded] = /^([\w.-]{1,40}):([\w-]+={0,2})$/.exec(entry) ?? [];
    if (kid === undefined || encoded === undefined)
      return problem(`entry ${index + 1} is not kid:base64url-key`);
    const key = Buffer.from(encoded, 'base64url');
    if (key.length !== keyBytes) return problem(`key ${kid} has ${key.length} bytes, not ${keyBytes}`);
    if (keys.some((known) => known.kid === kid)) return problem(`kid ${kid} is there twice`);
    keys.push({ kid, key: new Uint8Array(key) });
  }
  const [first, ...rest] = keys;
  return first === undefined ? problem('names no key') : [first, ...rest];
});

function withoutLastSlashes(url: string): string {
  let end = url.length;
  while (url[end - 1] === '/') end -= 1;
  return url.slice(0, end);
}
