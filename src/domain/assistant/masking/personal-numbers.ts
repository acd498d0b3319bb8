/** What a number or an address tells of a person. */
export type PersonalKind = 'cpf' | 'cartao' | 'telefone' | 'documento' | 'email';

export type PersonalNumber = { readonly kind: PersonalKind; readonly at: number; readonly end: number };

const sign = String.raw`[\p{Cf}\p{M}]`;
/** What people write between the digits of one number. */
const gap = String.raw`(?:${sign}{0,3}[ ._\-‐‑–—/()+\u00A0]){0,3}${sign}{0,3}`;
/** A day of the calendar keeps its digits, also beside others: `25/11/2026 14 30`. */
const day = String.raw`(?<!\p{Nd})[0-3]?\d[/.-][01]?\d(?:[/.-](?:19|20)\d\d)(?!\p{Nd})|(?<!\p{Nd})[0-3]?\d/[01]?\d(?![\p{Nd}/])`;
const address = String.raw`(?<email>[\p{L}\p{Nd}._%+-]{1,64}@[\p{L}\p{Nd}-]{1,63}(?:\.[\p{L}\p{Nd}-]{1,63}){1,4})`;
const digits = String.raw`(?<run>(?:\+${sign}?)?\(?\p{Nd}(?:${gap}\p{Nd}){6,60})`;

const found = new RegExp(`${address}|${day}|${digits}`, 'gu');

/** CPF, cards, telephones and other numbers that name a person, in order. Takes a time that grows with the text. */
export function personalNumbersIn(text: string): readonly PersonalNumber[] {
  return Array.from(text.matchAll(found)).flatMap(
    ({ 0: whole, index, groups }): readonly PersonalNumber[] => {
      const span = { at: index, end: index + whole.length };
      if (groups?.['email'] !== undefined) return [{ kind: 'email', ...span }];
      const kind = groups?.['run'] === undefined ? undefined : kindOf(whole);
      return kind === undefined ? [] : [{ kind, ...span }];
    },
  );
}

/** `undefined` for hours, amounts and other small numbers that stand side by side. */
function kindOf(run: string): PersonalKind | undefined {
  const plain = run.replace(/[\p{Cf}\p{M}]/gu, '').replace(/\p{Nd}/gu, digitOf);
  const all = plain.replace(/\D/g, '');
  if (all.length === 11 && isCpf(all)) return 'cpf';
  if (all.length >= 13 && all.length <= 19 && isLuhn(all)) return 'cartao';
  if (isPhone(plain, all)) return 'telefone';
  const longest = Math.max(...plain.split(/\D+/).map(({ length }) => length));
  const isGrouped = /\d{1,3}\.\d{3}\.\d{3}|\d{3}[ -]\d{3}[ -]\d{2,3}/.test(plain);
  return all.length >= 11 || longest >= 7 || isGrouped ? 'documento' : undefined;
}

/** Of any script: ３ and ٣ are 3. */
function digitOf(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  // digits stand in rows of ten; the first of a row is no digit's successor
  let first = code;
  while (code - first < 9 && /\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}

const isPhone = (plain: string, all: string): boolean =>
  /^(?:\+?55)?0?[1-9]{2}9?\d{8}$/.test(all) ||
  plain.startsWith('+') ||
  /^\(?(?:9 ?)?\d{4}[ .-]\d{4}$/.test(plain) ||
  /^0[38]00\d{6,8}$/.test(all);

/** By its two check digits; eleven times the same digit is none. */
export function isCpf(text: string): boolean {
  if (!/^\d{11}$/.test(text) || /^(\d)\1{10}$/.test(text)) return false;
  return [9, 10].every((length) => {
    let sum = 0;
    for (let at = 0; at < length; at += 1) sum += Number(text.charAt(at)) * (length + 1 - at);
    return ((sum * 10) % 11) % 10 === Number(text.charAt(length));
  });
}

/** The check digit of cards. */
export function isLuhn(text: string): boolean {
  let sum = 0;
  for (let at = text.length - 1, isDoubled = false; at >= 0; at -= 1, isDoubled = !isDoubled) {
    const value = Number(text.charAt(at)) * (isDoubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
