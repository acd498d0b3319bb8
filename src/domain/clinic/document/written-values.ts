import { documentLimits, tooLongText } from './document-limits.ts';
import { folded } from '../../language/folded-text.ts';
import { minutesOf } from './written-time.ts';
import { at, firstOf, isRecord, itemsOf, report, understood, type Place } from './tolerant-json.ts';

// Control characters and lone surrogates cannot be stored by Postgres or sent to WhatsApp.
const unprintable = /[\u0000-\u0008\u000B-\u001F\u007F]|\p{Surrogate}/gu;

export const cleanText = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(unprintable, '').trim();

/** Words; a number counts as words, as ids and phones are often saved without quotes. */
export const textAt = (place: Place, ...keys: readonly string[]): string | undefined =>
  textWithin(documentLimits.text, place, ...keys);

/** What something or somebody is called. */
export const nameAt = (place: Place, ...keys: readonly string[]): string | undefined =>
  textWithin(documentLimits.name, place, ...keys);

/** A text of at most `most` characters; that it is longer is reported. */
export function textWithin(most: number, place: Place, ...keys: readonly string[]): string | undefined {
  const field = keys.length === 0 ? place : at(place, ...keys);
  const { value } = field;
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  return understood(field, within(most, field, cleanText(text)) || undefined);
}

function within(most: number, field: Place, text: string): string {
  if (text.length <= most) return text;
  report(field, tooLongText(most));
  return text
    .slice(0, most)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
}

/** A list of names; also written as one text with commas or semicolons. */
export function textsAt(place: Place, ...keys: readonly string[]): readonly string[] {
  const field = at(place, ...keys);
  if (typeof field.value === 'string') {
    const parts = field.value
      .split(/[,;\n]/)
      .map(cleanText)
      .filter(Boolean);
    const used = firstOf(field, parts, documentLimits.partsOfItem);
    return understood(
      field,
      used.map((part) => within(documentLimits.name, field, part)),
    );
  }
  return itemsOf(field, documentLimits.partsOfItem).flatMap((item) => {
    const text = isRecord(item.value) ? nameAt(item, 'nome', 'name', 'id') : nameAt(item);
    return text === undefined ? [] : [text];
  });
}

/** A word, a number or an amount is not longer. */
const longestValue = 40;
const isLong = (value: unknown): boolean => typeof value === 'string' && value.length > longestValue;

const yes = new Set(['true', 'sim', 's', 'ativo', 'ativa', '1', 'yes', 'aceita', 'disponivel']);
const no = new Set(['false', 'nao', 'n', 'inativo', 'inativa', '0', 'no', 'desativado', 'indisponivel']);

export function yesNoAt(place: Place, ...keys: readonly string[]): boolean | undefined {
  const field = at(place, ...keys);
  if (typeof field.value === 'boolean') return understood(field, field.value);
  if ((typeof field.value !== 'string' && typeof field.value !== 'number') || isLong(field.value))
    return undefined;
  const word = folded(String(field.value));
  return understood(field, yes.has(word) ? true : no.has(word) ? false : undefined);
}

/** In minutes. What is no duration is reported; zero and nothing are what an empty form saves. */
export function readDuration(place: Place): number | undefined {
  const { value } = place;
  const minutes = understood(place, minutesOf(value, 1));
  const isWritten = typeof value === 'string' && value.trim() !== '' && value.trim() !== '0';
  if (minutes === undefined && isWritten) {
    report(
      place,
      `Não entendi a duração "${value.slice(0, 40)}". Escreva em minutos, por exemplo 30.`,
      'error',
    );
  }
  return minutes;
}

/** The number that stands in a value, e.g. `3` in `"3 vezes"`. */
export function countAt(place: Place, ...keys: readonly string[]): number | undefined {
  const field = at(place, ...keys);
  const { value } = field;
  if (isLong(value)) return undefined;
  const count = typeof value === 'string' ? Number(/^\D*(\d{1,6})\D*$/.exec(value)?.[1]) : value;
  if (typeof count !== 'number' || !Number.isFinite(count) || count < 0) return undefined;
  return understood(field, Math.round(count));
}

const moneyShape = /^(?:R\$|BRL)?\s*(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(\d{1,2}))?\s*(?:reais)?$/i;
const pointShape = /^(?:R\$|BRL)?\s*(\d+|\d{1,3}(?:,\d{3})+)\.(\d{1,2})$/i;
const mostCents = 100_000_000;

/** Integer cents of `280`, `"280,00"`, `"280.00"`, `"R$ 1.280,00"`; anything else, ranges included, is no price. */
export function centsOf(value: unknown): number | undefined {
  const cents = typeof value === 'number' ? Math.round(value * 100) : centsOfText(value);
  return cents !== undefined && cents >= 0 && cents <= mostCents ? cents : undefined;
}

function centsOfText(value: unknown): number | undefined {
  if (typeof value !== 'string' || isLong(value)) return undefined;
  const match = moneyShape.exec(value.trim()) ?? pointShape.exec(value.trim());
  const [, whole = '', fraction = ''] = match ?? [];
  return whole === '' ? undefined : Number(whole.replace(/\D/g, '')) * 100 + Number(fraction.padEnd(2, '0'));
}
