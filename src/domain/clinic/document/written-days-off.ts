import { folded } from '../../language/folded-text.ts';
import type { ClosedRange } from '../hours/closed-range.ts';
import { daysByName } from '../hours/public-holidays.ts';
import { localDate } from '../local-time.ts';
import type { Holiday } from '../opening-hours.ts';
import { given } from '../../given.ts';
import { plainDate, plainDates } from './plain-dates.ts';
import { withoutSpans } from './day-intervals.ts';
import { timeOfDay } from './written-time.ts';
import { endOfSpan, writtenHours } from './written-ranges.ts';

/** `hours`: a time beside a day is when it is open; `absence`: when nobody is there. */
export type DaysOffSense = 'hours' | 'absence';

/** One entry, e.g. "de 20/12 a 05/01" or "24/12 das 8h às 12h". */
export type WrittenDays = { readonly closures: readonly ClosedRange[]; readonly days: readonly Holiday[] };
type WrittenDate = { readonly year: string | undefined; readonly monthDay: string };

const longest = 300;
const date = plainDate;
const clock = String.raw`\d{1,2}(?::\d{2}| ?h(?:s|rs|oras?)? ?(?:\d{2})?)`;
const listed = new RegExp(String.raw` ?[;\n,] ?| e (?=(?:tambem |de |do |dia |dias |no dia )*${date})`);
const range = new RegExp(
  String.raw`^(.*?)(${date})(?:,? (?:a partir )?(?:das |as )?(${clock}))? ?(?:a|ao|ate|ate o|-|–|—|>) ?(?:o )?(?:dia )?(${date})(?:,? (?:ate )?(?:as )?(${clock}))?(?: (.*))?$`,
);
const single = new RegExp(String.raw`^(.*?)(${date})(.*)$`);
/** Words that change what a date means, and that nobody here understands. */
const unknown =
  /\b(aberto|abre|abrimos|exceto|menos|todo|toda|todos|todas|cada|quinzenal|quinzenais|alternad[oa]s?|ultim[oa]s?|primeir[oa]s?|meio periodo|meio expediente|reduzido|talvez|mensal|semanal)\b/;
const filling =
  /\b(de|do|da|dos|das|dia|dias|no|na|nos|em|o|a|os|as|e|entre|desde|periodo|fechad[oa]s?|estaremos|fechamos|nao|atende|atendemos|abrimos|havera|sem|atendimento|expediente|por|motivo|para|feriado|folga|ausente|fora|bloquead[oa]s?|dia inteiro|o dia todo)\b/g;

/** Every entry of a sentence or list; an entry that is not understood is left as it was written. */
export function writtenDaysOff(
  text: string,
  sense: DaysOffSense,
): { readonly found: WrittenDays; readonly unclear: readonly string[] } {
  const unclear: string[] = [];
  const closures: ClosedRange[] = [];
  const days: Holiday[] = [];
  if (text.length > longest) return { found: { closures, days }, unclear: [text.slice(0, 80)] };
  for (const entry of plainDates(text).split(listed).filter(Boolean)) {
    const found = entryOf(entry.trim(), sense);
    if (found === undefined) unclear.push(entry.trim());
    else {
      closures.push(...found.closures);
      days.push(...found.days);
    }
  }
  return { found: { closures, days }, unclear };
}

function entryOf(entry: string, sense: DaysOffSense): WrittenDays | undefined {
  const several = range.exec(entry);
  if (several) return rangeOf(several);
  const one = single.exec(entry);
  return one ? dayOf(one, sense) : namedDay(entry);
}

function rangeOf([, before = '', first, from, last, until, after = '']: RegExpExecArray):
  WrittenDays | undefined {
  const [begins, ends] = [dateOf(first), dateOf(last)];
  if (begins === undefined || ends === undefined || unknown.test(`${before} ${after}`)) return undefined;
  const [fromMinute, untilMinute] = [from && timeOfDay(from.trim()), until && timeOfDay(until.trim())];
  if ((from !== undefined && fromMinute === undefined) || /\d/.test(`${before}${after}`)) return undefined;
  const days = daysOf(begins, ends);
  if (days === undefined) return undefined;
  const name = nameIn(`${before} ${after}`);
  const closure = {
    ...days,
    ...given({ from: nonZero(fromMinute), until: nonZero(untilMinute), name }),
  };
  return { closures: [closure], days: [] };
}

const nonZero = (minute: number | string | undefined): number | undefined =>
  typeof minute === 'number' && minute > 0 ? minute : undefined;

/** What has no year takes it from the other end; with none at all it is every year's. */
function daysOf(first: WrittenDate, last: WrittenDate): Pick<ClosedRange, 'first' | 'last'> | undefined {
  if (first.year === undefined && last.year === undefined)
    return { first: first.monthDay, last: last.monthDay };
  const isWrapped = last.monthDay < first.monthDay ? 1 : 0;
  const firstYear = first.year ?? String(Number(last.year) - isWrapped);
  const lastYear = last.year ?? String(Number(first.year) + isWrapped);
  const days = { first: `${firstYear}-${first.monthDay}`, last: `${lastYear}-${last.monthDay}` };
  return days.first <= days.last ? days : undefined;
}

function dayOf(
  [, before = '', written, after = '']: RegExpExecArray,
  sense: DaysOffSense,
): WrittenDays | undefined {
  const found = dateOf(written);
  if (found === undefined) return undefined;
  const day = found.year === undefined ? found.monthDay : `${found.year}-${found.monthDay}`;
  const said = `${before} ${after}`;
  const closed = (part: Pick<ClosedRange, 'from' | 'until'>): WrittenDays => ({
    closures: [{ first: day, last: day, ...part, ...given({ name: nameIn(said) }) }],
    days: [],
  });
  const since = /\b(?:a partir d[aeo]s?|apos as|depois das|desde as) (\S.*)$/.exec(after);
  const from = since?.[1] === undefined ? undefined : timeOfDay(since[1].trim());
  if (from !== undefined) return closed({ from });
  const upTo = /\bate (?:as )?(.+)$/.exec(after);
  const until =
    upTo?.[1] === undefined ? undefined : timeOfDay(upTo[1].replace(/meio[- ]dia/, '12:00').trim());
  if (until !== undefined) return closed(sense === 'hours' ? { from: until } : { until });
  const part = /\b(?:so |somente |apenas )?(?:de |pela |a |na |da )?(manha|tarde)\b/.exec(after);
  if (part && sense === 'absence' && !/\b(so|somente|apenas)\b/.test(after))
    return closed(part[1] === 'manha' ? { until: 720 } : { from: 720 });
  if (part && /\b(so|somente|apenas)\b/.test(after) && sense === 'hours')
    return closed(part[1] === 'manha' ? { from: 720 } : { until: 720 });
  if (/\d/.test(after)) return withHours(day, after, sense);
  if (unknown.test(said)) return undefined;
  return { closures: [], days: [{ date: day, intervals: [], ...given({ name: nameIn(said) }) }] };
}

function withHours(day: string, after: string, sense: DaysOffSense): WrittenDays | undefined {
  const isClosed = sense === 'absence' || /\bfechad/.test(after);
  const hours = writtenHours(
    after
      .replace(/\b(aberto|abrimos|atendemos|atende|horario|fechad[oa]|ausente)\b/g, ' ')
      .replace(/[(),:]| - /g, (mark) => (mark === ':' || mark === ',' ? mark : ' '))
      .replace(/^[ :,-]+/, ''),
  );
  if (hours === undefined) return undefined;
  if (isClosed)
    return {
      closures: hours.open.map((span) => ({
        first: day,
        last: day,
        from: span[0],
        until: Math.min(endOfSpan(span), 1_440),
      })),
      days: [],
    };
  const open = hours.open.map((span) => ({ opens: span[0], closes: endOfSpan(span) }));
  return { closures: [], days: [{ date: day, intervals: withoutSpans(open, hours.breaks) }] };
}

/** "Natal", "fechado no Carnaval", "Natal e Ano-Novo". */
function namedDay(entry: string): WrittenDays | undefined {
  const names = folded(entry)
    .split(/ e (?!terca)/)
    .map((name) =>
      name.replace(/^(fechado |fechada |no |na |em |dia |feriado |feriado de |feriado do )+/, ''),
    );
  const days = names.map((name) => ({ name, dates: daysByName.find(([shape]) => shape.test(name))?.[1] }));
  if (days.some(({ dates }) => dates === undefined)) return undefined;
  return {
    closures: [],
    days: days.flatMap(({ name, dates = [] }) => dates.map((each) => ({ date: each, name, intervals: [] }))),
  };
}

function dateOf(written: string | undefined): WrittenDate | undefined {
  const [day, month, year] = (written ?? '').split('/').map(Number);
  const full = year === undefined ? undefined : year < 100 ? 2_000 + year : year;
  // 2024 has a 29 February
  const found = localDate(full ?? 2_024, month ?? 0, day ?? 0);
  return found && { year: full === undefined ? undefined : String(full), monthDay: found.slice(5) };
}

const nameIn = (said: string): string | undefined => {
  const name = folded(said.replace(filling, ' '));
  return name.length > 2 && name.length <= 60 && !/\d/.test(name) ? name : undefined;
};
