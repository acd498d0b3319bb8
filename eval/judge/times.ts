import { dayAfter, localOf, textsOf, weekdayOfDate, type Truth } from './truth.ts';
import { plain, shareIn, type Said } from './words.ts';

type Clock = { readonly minutes: number; readonly at: number; readonly said: string };

const clock = /(?<![\d.,/])([01]?\d|2[0-3])(?::([0-5]\d)h?|h([0-5]\d)?)(?![\d/a-z])/g;
const dated = /(?<![\d/])(\d{1,2})\/(\d{1,2})(?![\d/])/g;
const weekdays = ['domingo', 'segunda', 'terca', 'quarta', 'quinta', 'sexta', 'sabado'];

/** Hours that are neither of an appointment, nor free, nor those of the doors, nor written; days that are called wrongly. */
export function timeFaults(said: Said, truth: Truth): readonly string[] {
  const faults: string[] = [];
  for (const { 0: text, index, 1: day, 2: month } of said.text.matchAll(dated)) {
    const date = dateOf(Number(day), Number(month), truth);
    const name =
      /(domingo|segunda|terca|quarta|quinta|sexta|sabado)(?:-feira)?,? (?:dia )?\(?$|\b(dom|seg|ter|qua|qui|sex|sab) $/.exec(
        said.text.slice(Math.max(0, index - 20), index),
      );
    const called = name?.[1] ?? name?.[2];
    if (called !== undefined && !weekdays[weekdayOfDate(date)]?.startsWith(called))
      faults.push(`day ${text}`);
  }
  for (const [impossible] of said.text.matchAll(/(?<![\d.,/])(?:2[4-9]|[3-9]\d)h(?:\d\d)?\b|\b\dh[6-9]\d\b/g))
    if (!isWrittenAs(impossible, truth)) faults.push(`hour ${impossible}`);
  const shut = /^• (domingo|segunda|terca|quarta|quinta|sexta|sabado): fechado/.exec(said.line)?.[1];
  if (shut !== undefined && (truth.context.openingHours.week?.[weekdays.indexOf(shut)] ?? []).length > 0)
    faults.push(`closed ${shut}`);
  for (const { 0: text, 1: day, 2: month } of said.line.matchAll(/\((\d\d)\/(\d\d)\): fechado/g)) {
    const date = dateOf(Number(day), Number(month), truth);
    const isShut = truth.context.openingHours.holidays.some(
      (one) => [date, date.slice(5)].includes(one.date) && one.intervals.length === 0,
    );
    if (!isShut) faults.push(`holiday ${text}`);
  }
  for (const found of clocksIn(said.text)) {
    if (isDuration(said, found, truth)) continue;
    const dates = datesMeant(said, found.at, truth);
    const stands =
      isAppointment(found, dates, truth) ||
      isFree(found, dates, said, truth) ||
      isOfDoors(found, dates, said, truth) ||
      isWrittenClock(found, said, truth) ||
      isEcho(found, said, truth);
    if (!stands) faults.push(`hour ${found.said}`);
  }
  return faults;
}

const clocksIn = (text: string): readonly Clock[] =>
  Array.from(text.matchAll(clock), (found) => ({
    minutes: Number(found[1]) * 60 + Number(found[2] ?? found[3] ?? 0),
    at: found.index,
    said: found[0],
  }));

const isWrittenAs = (what: string, { context }: Truth): boolean =>
  textsOf(context).some((text) => text.includes(what));

/** "Duração: 1h30", or a row that ends with it: as long as some service takes, or as a text of the clinic says. */
const isDuration = ({ text }: Said, { at, minutes }: Clock, { context }: Truth): boolean =>
  /(?:dur(?:a|acao)\w*|leva|cerca de|·|^• [^:]{4,60}:)\*?[: ]*(?:em media )?$/.test(text.slice(0, at)) &&
  context.services.some(({ durationMinutes }) => durationMinutes === minutes);

function dateOf(day: number, month: number, { now, context }: Truth): string {
  const { date: today } = localOf(context.timeZone, now);
  const pad = (value: number) => String(value).padStart(2, '0');
  const thisYear = `${today.slice(0, 4)}-${pad(month)}-${pad(day)}`;
  return thisYear < dayAfter(today, -60) ? `${Number(today.slice(0, 4)) + 1}${thisYear.slice(4)}` : thisYear;
}

/** Days that the hour may be of: the last one named before it, or all of a range; none when no day is named. */
function datesMeant({ text, line, before }: Said, at: number, truth: Truth): readonly string[] {
  const { date: today } = localOf(truth.context.timeZone, truth.now);
  const lineStart = before.lastIndexOf('\n') + 1;
  const said = `${before.slice(lineStart)}${text.slice(0, at)}`;
  const near = daysIn(said, today, truth);
  if (near.length > 0) return near;
  return daysIn(line, today, truth);
}

function daysIn(said: string, today: string, truth: Truth): readonly string[] {
  const date = Array.from(said.matchAll(dated)).at(-1);
  if (date) return [dateOf(Number(date[1]), Number(date[2]), truth)];
  const next = (weekday: number) =>
    [0, 1, 2, 3, 4, 5, 6]
      .map((days) => dayAfter(today, days))
      .find((one) => weekdayOfDate(one) === weekday) ?? today;
  const range =
    /\b(domingo|segunda|terca|quarta|quinta|sexta|sabado)(?:-feira)? (?:a|ate) (?:domingo|segunda|terca|quarta|quinta|sexta|sabado)/.exec(
      said,
    );
  if (range) {
    const [from, to] = range[0]
      .split(/ (?:a|ate) /)
      .map((name) => weekdays.findIndex((one) => name.startsWith(one)));
    const all = [0, 1, 2, 3, 4, 5, 6].map((step) => ((from ?? 0) + step) % 7);
    return all.slice(0, all.indexOf(to ?? 0) + 1).map(next);
  }
  if (/\bdepois de amanha\b/.test(said)) return [dayAfter(today, 2)];
  if (/\bamanha\b/.test(said)) return [dayAfter(today, 1)];
  if (/\bhoje\b|\bagora\b/.test(said)) return [today];
  const named = [...said.matchAll(/\b(domingo|segunda|terca|quarta|quinta|sexta|sabado)s?\b/g)].at(-1)?.[1];
  return named === undefined ? [] : [next(weekdays.indexOf(named))];
}

function isAppointment(
  { minutes }: Clock,
  dates: readonly string[],
  { before, after, context }: Truth,
): boolean {
  return [...before, ...after].some(({ slot }) => {
    const start = localOf(context.timeZone, slot.start);
    return start.minutes === minutes && (dates.length === 0 || dates.includes(start.date));
  });
}

/** Within the hours of somebody who does it, and with nothing in the calendar: for as long as the service takes. */
function isFree({ minutes }: Clock, dates: readonly string[], said: Said, truth: Truth): boolean {
  const { context, busy, now } = truth;
  const spoken = `${said.before}${said.line}`;
  const people = context.professionals.filter(({ name }) => said.line.includes(plain(name)));
  const service = context.services.filter(({ name }) => spoken.includes(plain(name))).at(-1);
  const able = (people.length > 0 ? people : context.professionals).filter(
    ({ id }) =>
      service === undefined || service.professionalIds.length === 0 || service.professionalIds.includes(id),
  );
  const length = (service?.durationMinutes ?? 20) * 60_000;
  return dates.some((date) =>
    able.some(({ id, availability }) => {
      const start = startOf(date, minutes);
      if (start <= now.getTime()) return false;
      const opens = availability?.[weekdayOfDate(date)] ?? [];
      const isIn = opens.some((one) => minutes >= one.opens && minutes + length / 60_000 <= one.closes);
      const isTaken = (busy.get(id) ?? []).some(
        ({ start: from, end }) => from.getTime() < start + length && end.getTime() > start,
      );
      return isIn && !isTaken;
    }),
  );
}

/** The zone of the evaluation's clinics has had no other offset since 2019. */
const startOf = (date: string, minutes: number): number =>
  Date.parse(`${date}T00:00:00-03:00`) + minutes * 60_000;

/** Hours of the clinic, or of the people whom the line or its heading names, on the days that are meant. */
function isOfDoors(
  { minutes }: Clock,
  dates: readonly string[],
  { line, before }: Said,
  { context, now }: Truth,
): boolean {
  const { week, holidays } = context.openingHours;
  const heading = `${before.split('\n').slice(-9).join('\n')}\n${line}`;
  const inLine = context.professionals.filter(({ name }) => line.includes(plain(name)));
  const people =
    inLine.length > 0 ? inLine : context.professionals.filter(({ name }) => heading.includes(plain(name)));
  const { date: today } = localOf(context.timeZone, now);
  const days = dates.length > 0 ? dates : [today];
  return days.every((date) => {
    const weekday = weekdayOfDate(date);
    const special = holidays.find((one) => one.date === date || one.date === date.slice(5));
    const clinics = special?.intervals ?? week?.[weekday] ?? [];
    const own = people.flatMap(({ availability }) => availability?.[weekday] ?? []);
    return [...(inLine.length > 0 ? [] : clinics), ...own].some(
      ({ opens, closes }) => opens === minutes || closes % 1_440 === minutes,
    );
  });
}

const isWrittenClock = ({ said: clockSaid, minutes }: Clock, said: Said, { context }: Truth): boolean =>
  textsOf(context).some(
    (text) =>
      (text.includes(clockSaid) || clocksIn(text).some((one) => one.minutes === minutes)) &&
      shareIn(said.text, text) >= 0.6,
  );

/** The patient's own hour, asked about or said not to be there. */
const isEcho = ({ minutes }: Clock, { text, isQuestion }: Said, { patientWords }: Truth): boolean =>
  (isQuestion || /\bnao\b|voce pediu|anotei|seu pedido|preferencia/.test(text)) &&
  patientWords.some((words) =>
    [
      ...clocksIn(plain(words)),
      ...(plain(words).match(/\b([01]?\d|2[0-3])\b/g) ?? []).map((hour) => ({ minutes: Number(hour) * 60 })),
    ].some((one) => one.minutes % 720 === minutes % 720),
  );
