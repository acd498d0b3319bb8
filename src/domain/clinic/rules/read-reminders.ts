import { at, isRecord, itemsOf, report, understood, type Place } from '../document/tolerant-json.ts';
import { writtenHours } from '../document/written-ranges.ts';
import { minutesOf, timeOfDay } from '../document/written-time.ts';
import { countAt, yesNoAt } from '../document/written-values.ts';
import {
  ruleOf,
  usualQuiet,
  usualReminders,
  type QuietHours,
  type ReminderRules,
  type ReminderTime,
} from './reminder-rules.ts';

const day = 1_440;
const mostDays = 30;
const shortestLead = 15;
const mostTimes = 5;
const timeKeys = ['quando', 'horarios', 'antecedencia', 'antecedencias', 'envios', 'enviar'];
const quietKeys = ['silencio', 'horario_silencioso', 'horario_de_silencio', 'nao_enviar', 'nao_perturbe'];

/**
 * `true`, `"1 dia antes às 10:00"`, a list of such, or `{ ativo, quando: […], silencio: "20:00 às 08:00" }`. A clinic that
 * does not speak of reminders sends none.
 */
export function readReminders(places: readonly Place[]): ReminderRules {
  const place = places.find(({ value }) => value !== undefined && value !== null);
  if (place === undefined) return { times: [], quiet: usualQuiet };
  return { times: timesAt(place), quiet: quietAt(at(place, ...quietKeys)) };
}

/** What a service says of its own; `undefined` when it leaves that to the clinic. */
export function readOwnReminders(parent: Place): readonly ReminderTime[] | undefined {
  const place = at(parent, 'lembretes', 'lembrete');
  return place.value === undefined ? undefined : timesAt(place);
}

function timesAt(place: Place): readonly ReminderTime[] {
  const said = switchAt(place);
  const own = isRecord(place.value) ? at(place, ...timeKeys) : place;
  const written = typeof said === 'boolean' && own === place ? [] : itemsOf(own);
  // what is switched off is read all the same: its mistakes are better known before it is switched on
  const times = written.flatMap((item) => timeAt(item) ?? []);
  if (said === false) return [];
  if (written.length === 0) {
    if (said === true || isRecord(place.value)) return usualReminders;
    report(place, unclear, 'error');
    return [];
  }
  return distinct(place, times);
}

/** Of the whole place, or of its `ativo`. */
function switchAt(place: Place): boolean | undefined {
  if (isRecord(place.value)) return yesNoAt(place, 'ativo', 'ativos', 'enviar_lembretes', 'ligado');
  if (Array.isArray(place.value)) return undefined;
  if (typeof place.value === 'boolean') return understood(place, place.value);
  const word = typeof place.value === 'string' ? plain(place.value) : '';
  if (/^(sim|ativo|ligado)$/.test(word)) return understood(place, true);
  return /^(nao|inativo|desligado|nenhum|nunca)$/.test(word) ? understood(place, false) : undefined;
}

function distinct(place: Place, times: readonly ReminderTime[]): readonly ReminderTime[] {
  const byRule = new Map(times.map((time) => [ruleOf(time), time]));
  if (byRule.size < times.length) report(place, 'Há dois lembretes para o mesmo dia; uso só um deles.');
  if (byRule.size > mostTimes) report(place, `Uso no máximo ${mostTimes} lembretes por consulta.`);
  return [...byRule.values()].slice(0, mostTimes);
}

const unclear =
  'Não entendi este lembrete; ele não é enviado. Escreva, por exemplo, "1 dia antes às 10:00" ou "2 horas antes".';

function timeAt(item: Place): ReminderTime | undefined {
  const time = isRecord(item.value) ? timeOfRecord(item) : timeOfText(item.value);
  const isPossible =
    time !== undefined &&
    ('daysBefore' in time
      ? time.daysBefore <= mostDays && time.at < day
      : time.minutesBefore >= shortestLead && time.minutesBefore <= mostDays * day);
  if (!isPossible) report(item, unclear, 'error');
  understood(item, true);
  return isPossible ? time : undefined;
}

function timeOfRecord(item: Place): ReminderTime | undefined {
  const hour = timeOfDay(at(item, 'hora', 'horario', 'as').value);
  const days = countAt(item, 'dias', 'dias_antes');
  if (hour !== undefined) return { daysBefore: days ?? 1, at: hour };
  const minutes =
    minutesOf(at(item, 'horas', 'horas_antes').value, 60) ??
    minutesOf(at(item, 'minutos', 'minutos_antes').value, 1) ??
    (days === undefined ? undefined : days * day);
  return minutes === undefined ? undefined : { minutesBefore: minutes };
}

const onDay =
  /^(?:(?:na |no |um |1 )?(vespera|dia anterior|dia antes|mesmo dia|dia da consulta|dia)|(\d{1,2}) dias?(?: antes| anteriores)?)(?: da consulta| da visita)?(?:,? (?:as |a |pelas |@ ?)?(\d.*))?$/;

/** A bare number is in hours. */
function timeOfText(value: unknown): ReminderTime | undefined {
  if (typeof value === 'number') return number(value * 60);
  if (typeof value !== 'string' || value.length > 80) return undefined;
  const text = plain(value);
  const found = onDay.exec(text);
  const hour = found === null ? undefined : timeOfDay(found[3]);
  if (found !== null && hour !== undefined) return { daysBefore: daysOf(found[1], found[2]), at: hour };
  if (/^(na )?vespera$/.test(text)) return usualReminders[0];
  return number(minutesOf(text.replace(/ antes( da (consulta|visita))?$/, ''), 60));
}

const number = (minutes: number | undefined): ReminderTime | undefined =>
  minutes === undefined || !Number.isInteger(minutes) ? undefined : { minutesBefore: minutes };

const daysOf = (word: string | undefined, days: string | undefined): number =>
  days === undefined ? (/^(mesmo dia|dia da consulta|dia)$/.test(word ?? '') ? 0 : 1) : Number(days);

const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();

function quietAt(place: Place): QuietHours {
  const { value } = place;
  if (value === undefined) return usualQuiet;
  if (value === false || (typeof value === 'string' && /^(nao|nenhum)$/.test(plain(value))))
    return understood(place, { from: 0, to: 0 });
  const [from, to] = isRecord(value)
    ? [timeOfDay(at(place, 'de', 'inicio').value), timeOfDay(at(place, 'ate', 'fim').value)]
    : (writtenHours(typeof value === 'string' ? value : '')?.open[0] ?? []);
  understood(place, true);
  if (from !== undefined && to !== undefined) return { from: from % day, to: to % day };
  report(place, 'Não entendi o horário de silêncio; uso das 20:00 às 08:00.', 'error');
  return usualQuiet;
}
