import { folded } from '../../language/folded-text.ts';

const unitMinutes: readonly (readonly [RegExp, number])[] = [
  [/^(min|minutos?|m)$/, 1],
  [/^(h|hs|hr|hrs|horas?)$/, 60],
  [/^(d|dias?)$/, 1_440],
  [/^(sem|semanas?)$/, 7 * 1_440],
  [/^(mes|meses)$/, 30 * 1_440],
];

/**
 * Minutes of a written duration: `30`, `"30 minutos"`, `"1h30"`, `"01:30"`, `"24 horas"`, `"14 dias"`.
 * A bare number is in `bareUnit` minutes. Longer sentences are not durations.
 */
export function minutesOf(value: unknown, bareUnit: number): number | undefined {
  if (typeof value === 'number') return positive(value * bareUnit);
  if (typeof value !== 'string' || value.length > 40) return undefined;
  const clock = /^(\d{1,2}):(\d{2})(?:\s*h)?$/.exec(value.trim());
  if (clock) return positive(Number(clock[1]) * 60 + Number(clock[2]));
  const words = folded(value)
    .replace(/(\d)([a-z])/g, '$1 $2')
    .replace(/([a-z])(\d)/g, '$1 $2')
    .split(' ')
    .filter(
      (word) => !/^(e|de|ate|cerca|aprox|aproximadamente|uteis|antes|antecedencia|tolerancia)$/.test(word),
    );
  return minutesOfWords(words, bareUnit);
}

function minutesOfWords(words: readonly string[], bareUnit: number): number | undefined {
  let total = 0;
  let lastUnit: number | undefined;
  for (let index = 0; index < words.length; index += 2) {
    const amount = words[index] ?? '';
    if (!/^\d{1,5}$/.test(amount)) return undefined;
    const unit = words[index + 1];
    // `1h30`: what follows hours without a unit is minutes
    const factor = unit === undefined ? (lastUnit === 60 ? 1 : bareUnit) : unitOf(unit);
    if (factor === undefined) return undefined;
    total += Number(amount) * factor;
    lastUnit = factor;
  }
  return words.length === 0 ? undefined : positive(total);
}

const unitOf = (word: string) => unitMinutes.find(([shape]) => shape.test(word))?.[1];

const positive = (minutes: number): number | undefined =>
  Number.isFinite(minutes) && minutes > 0 && minutes < 1_000_000 ? Math.round(minutes) : undefined;

/** Minutes after midnight of `"07:00"`, `"7h30"`, `"7h"`, `"07:00:00"`, `7`; `"24:00"` is the end of the day. */
export function timeOfDay(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value)
    .trim()
    .replace(/^meia[- ]noite$/i, '24:00')
    .replace(/^meio[- ]dia$/i, '12:00');
  if (text.length > longestTime) return undefined;
  const match = /^(\d{1,2})(?:\s*(?:[:hH.]|hs|hrs|horas?)(?:\s*(\d{2}))?(?::\d{2})?(?:\s*(?:min|h))?)?$/.exec(
    text,
  );
  if (!match) return undefined;
  const minutes = Number(match[1]) * 60 + Number(match[2] ?? 0);
  return minutes <= 1_440 && Number(match[2] ?? 0) < 60 ? minutes : undefined;
}

/** Of both ends of a range, with some room. */
const longestTime = 60;
