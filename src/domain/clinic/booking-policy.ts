import { withoutAbsent } from './agent-voice.ts';
import { at, isRecord, report, type Place } from './document/tolerant-json.ts';
import { textAt, yesNoAt } from './document/written-values.ts';
import type { EventDetail } from './rules/event-detail.ts';
import { readEventDetail } from './rules/read-event-detail.ts';
import { rulesFor, type SaidRules } from './rules/booking-rules.ts';
import { readRules } from './rules/read-rules.ts';

/** What the clinic says about booking; services and professionals may say otherwise (`rulesFor`). */
export type BookingPolicy = {
  readonly rules: SaidRules;
  readonly minimumNoticeMinutes: number;
  /** Counted from today; the last day is bookable to its end. */
  readonly horizonDays: number;
  /** Kept free around every visit. */
  readonly bufferMinutes: { readonly before: number; readonly after: number };
  /** What the event in the calendar says of a visit; others may see it. */
  readonly eventDetail: EventDetail;
  /** A visit whose event somebody deleted in Google: the clinic is asked first. Otherwise the visit is cancelled. */
  readonly asksAboutDeletions: boolean;
  /** In the clinic's words. */
  readonly cancellation?: string;
  readonly rescheduling?: string;
  readonly lateArrival?: string;
};

const day = 1_440;

export function readBookingPolicy(place: Place): BookingPolicy {
  const rules = readRules(place);
  const { minimumNoticeMinutes, horizonDays, bufferMinutes } = rulesFor(rules, undefined, undefined);
  if (minimumNoticeMinutes >= horizonDays * day) {
    report(place, 'A antecedência mínima é maior que a máxima: nenhum horário poderia ser marcado.', 'error');
  }
  const texts = {
    cancellation: policyAt(at(place, 'cancelamento', 'politica_cancelamento')),
    rescheduling: policyAt(at(place, 'reagendamento', 'remarcacao')),
    lateArrival: lateArrivalAt(at(place, 'atraso_tolerado', 'tolerancia_atraso')),
  };
  return {
    rules,
    minimumNoticeMinutes,
    horizonDays,
    bufferMinutes,
    eventDetail: readEventDetail(place),
    asksAboutDeletions: yesNoAt(place, 'perguntar_se_apagado_no_google') ?? false,
    ...withoutAbsent(texts),
  };
}

/** A bare number is in hours. */
function policyAt(field: Place): string | undefined {
  const text = isRecord(field.value) ? textAt(field, 'texto', 'descricao', 'politica') : textAt(field);
  return text !== undefined && /^\d+$/.test(text) ? `${text} horas de antecedência` : text;
}

/** A bare number is in minutes. */
function lateArrivalAt(field: Place): string | undefined {
  const text = textAt(field);
  return text !== undefined && /^\d+$/.test(text) ? `${text} minutos` : text;
}
