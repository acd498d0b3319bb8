/** Our ids and times: long digits that are nobody's. */
const kept = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*Z?/gi;
/** Eight digits or more, written together or as a telephone number is. */
const phoneLike = /\+?\d(?:[\s().-]{0,2}\d){7,}/g;
const addressLike = /(?<![^\s"'<>()])[^\s"'<>()]+@[^\s"'<>)]+/g;
const secretLike =
  /\b(?:(?:Bearer|Basic)\s+\S+|EAA\w{10,}|ya29\.\S+|1\/\/\S+|eyJ[\w.-]{10,}|(?=[a-z+/_-]*[A-Z0-9])[A-Za-z0-9+/_-]{32,}={0,2})/g;
const queryOf = /(\bhttps?:\/\/[^\s?#"']*)[?#][^\s"']*/g;

/** Most of what is logged: without a digit, a capital, an at-sign or a colon none of the above can stand in it. */
const harmless = /^[a-z ,;.'()/_-]*$/;

/**
 * The second net, under an allow-list: text of our own from which whatever looks like an address, a telephone number, a
 * token or the query of a URL has been taken.
 */
export function masked(text: string): string {
  if (harmless.test(text)) return text;
  const good = text.match(kept) ?? [];
  return text
    .split(kept)
    .map((part, index) => `${mask(part)}${good[index] ?? ''}`)
    .join('');
}

const mask = (text: string): string =>
  text
    .replace(queryOf, '$1')
    .replace(addressLike, '[address]')
    .replace(secretLike, '[secret]')
    .replace(phoneLike, '[digits]');
