import { withoutAbsent } from './agent-voice.ts';
import { at, isRecord, report, understood, type Place } from './document/tolerant-json.ts';
import { minutesOf } from './document/written-time.ts';
import { textAt, yesNoAt } from './document/written-values.ts';

export type BookingPolicy = {
  readonly minimumNoticeMinutes: number;
  /** Counted from today; the last day is bookable to its end. */
  readonly horizonDays: number;
  /** Kept free around every visit. */
  readonly bufferMinutes: { readonly before: number; readonly after: number };
  /** Whether the name of the service may stand in the calendar, which others may see. */
  readonly showsServiceInCalendar: boolean;
  /** In the clinic's words. */
  readonly cancellation?: string;
  readonly rescheduling?: string;
  readonly lateArrival?: string;
};

const hour = 60;
const day = 1_440;
const defaultNotice = 24 * hour;
const defaultHorizonDays = 14;
/** More would leave no room for visits; surely a slip. */
const mostBuffer = 4 * hour;

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
  return {
    minimumNoticeMinutes,
    horizonDays,
    bufferMinutes: readBuffers(place),
    showsServiceInCalendar: yesNoAt(place, 'mostrar_servico_na_agenda', 'servico_na_agenda') ?? false,
    ...withoutAbsent(texts),
  };
}

/** `buffer` may be one number, or say before and after; an interval between visits follows the visit. */
function readBuffers(place: Place): BookingPolicy['bufferMinutes'] {
  const split = at(place, 'buffer', 'buffers', 'buffer_minutos');
  const inside = isRecord(split.value);
  const before = inside
    ? durationAt(split, 1, 'antes')
    : durationAt(place, 1, 'buffer_antes', 'buffer_antes_minutos', 'intervalo_antes');
  const after = inside
    ? durationAt(split, 1, 'depois', 'apos')
    : durationAt(
        place,
        1,
        'intervalo_entre_consultas',
        'intervalo_entre_atendimentos',
        'buffer_depois',
        'buffer_depois_minutos',
        'buffer',
        'buffer_minutos',
      );
  return { before: Math.min(before ?? 0, mostBuffer), after: Math.min(after ?? 0, mostBuffer) };
}

function durationAt(place: Place, bareUnit: number, ...keys: readonly string[]): number | undefined {
  const field = at(place, ...keys);
  if (isNone(field.value)) return understood(field, 0);
  const minutes = understood(field, minutesOf(field.value, bareUnit));
  if (field.value !== undefined && minutes === undefined) {
    report(
      field,
      `Não entendi "${field.path.split('.').at(-1) ?? ''}"; uso o padrão. Escreva, por exemplo, "24 horas" ou "14 dias".`,
    );
  }
  return minutes;
}

const isNone = (value: unknown): boolean =>
  value === 0 ||
  (typeof value === 'string' && /^\s*(0|nenhum|nenhuma|sem intervalo|não há)\s*$/i.test(value));

/** A bare number is in minutes. */
function lateArrivalAt(field: Place): string | undefined {
  const text = textAt(field);
  return text !== undefined && /^\d+$/.test(text) ? `${text} minutos` : text;
}
