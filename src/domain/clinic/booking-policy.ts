import { withoutAbsent } from './agent-voice.ts';
import { at, report, understood, type Place } from './tolerant-json.ts';
import { minutesOf } from './written-time.ts';
import { textAt } from './written-values.ts';

export type BookingPolicy = {
  readonly minimumNoticeMinutes: number;
  readonly horizonDays: number;
  /** In the clinic's words. */
  readonly cancellation?: string;
  readonly rescheduling?: string;
  readonly lateArrival?: string;
};

const hour = 60;
const day = 1_440;
const defaultNotice = 24 * hour;
const defaultHorizonDays = 14;

export function readBookingPolicy(place: Place): BookingPolicy {
  const notice = durationAt(place, hour, 'antecedencia_minima');
  const horizon = durationAt(place, day, 'antecedencia_maxima');
  const horizonDays = horizon === undefined ? defaultHorizonDays : Math.max(1, Math.round(horizon / day));
  const minimumNoticeMinutes = notice ?? defaultNotice;
  if (minimumNoticeMinutes >= horizonDays * day) {
    report(place, 'A antecedência mínima é maior que a máxima: nenhum horário poderia ser marcado.');
  }
  const texts = {
    cancellation: textAt(place, 'cancelamento'),
    rescheduling: textAt(place, 'reagendamento', 'remarcacao'),
    lateArrival: lateArrivalAt(at(place, 'atraso_tolerado', 'tolerancia_atraso')),
  };
  return { minimumNoticeMinutes, horizonDays, ...withoutAbsent(texts) };
}

function durationAt(place: Place, bareUnit: number, key: string): number | undefined {
  const field = at(place, key);
  if (field.value === 0) return understood(field, 0);
  const minutes = understood(field, minutesOf(field.value, bareUnit));
  if (field.value !== undefined && minutes === undefined) {
    report(field, `Não entendi "${key}"; uso o padrão. Escreva, por exemplo, "24 horas" ou "14 dias".`);
  }
  return minutes;
}

/** A bare number is in minutes. */
function lateArrivalAt(field: Place): string | undefined {
  const text = textAt(field);
  return text !== undefined && /^\d+$/.test(text) ? `${text} minutos` : text;
}
