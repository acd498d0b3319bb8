import { phoneDigits, type PhoneDigits } from '../messaging/people/phone-number.ts';

/** Area codes of Brazil (ANATEL). */
const areaCodes = new Set(
  '11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55 61 62 63 64 65 66 67 68 69 71 73 74 75 77 79 81 82 83 84 85 86 87 88 89 91 92 93 94 95 96 97 98 99'.split(
    ' ',
  ),
);

export type LegacyPhone =
  | { readonly phone: PhoneDigits; readonly reason?: 'country-code-added' }
  | { readonly left: 'phone-malformed' | 'country-code-missing' };

/**
 * A number as the predecessor and its tools wrote it: with or without `+`, as an address of another gateway
 * (`whatsapp:+55…`, `…@s.whatsapp.net`), and sometimes as one dials within Brazil. Eleven digits with an area code and a
 * leading 9 are a Brazilian mobile. Ten digits may be a landline, or a whole number of another country: not guessed.
 */
export function readLegacyPhone(text: string | undefined): LegacyPhone {
  const bare = (text ?? '')
    .trim()
    .replace(/^whatsapp:/i, '')
    .replace(/(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/i, '');
  const phone = phoneDigits(bare);
  if (phone === undefined) return { left: 'phone-malformed' };
  if (bare.startsWith('+') || !areaCodes.has(phone.slice(0, 2))) return { phone };
  if (phone.length === 10) return { left: 'country-code-missing' };
  if (phone.length !== 11 || phone[2] !== '9') return { phone };
  return { phone: `55${phone}` as PhoneDigits, reason: 'country-code-added' };
}

const iso = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/** As Postgres writes it, or seconds or milliseconds since 1970. Without a zone it is UTC. */
export function readLegacyTime(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  if (/^\d{10}$|^\d{13}$/.test(text)) return new Date(Number(text) * (text.length === 10 ? 1_000 : 1));
  const [, day, time, zone = 'Z'] = iso.exec(text) ?? [];
  if (day === undefined || time === undefined) return undefined;
  const offset = /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const date = new Date(`${day}T${time}${offset}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

const noWords = new Set(['false', 'f', '0', 'no', 'off']);

/** Whatever does not deny it. */
export const readLegacyFlag = (text: string | undefined): boolean =>
  text === undefined || !noWords.has(text.trim().toLowerCase());

export const readLegacyJson = (text: string | undefined): unknown => {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

export const isUuid = (text: string | undefined): text is string =>
  text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** A refresh token stood in a column of its own, or in a document of all tokens. */
export function readLegacyRefreshToken(
  column: string | undefined,
  document: string | undefined,
): string | undefined {
  const tokens = readLegacyJson(document);
  const inside =
    typeof tokens === 'object' && tokens !== null && 'refresh_token' in tokens
      ? tokens.refresh_token
      : undefined;
  const token = column ?? (typeof inside === 'string' ? inside : undefined);
  return token !== undefined && /^[\x21-\x7e]{1,2048}$/.test(token) ? token : undefined;
}
