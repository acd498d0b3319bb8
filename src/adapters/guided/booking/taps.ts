import type { AgendaTap } from '../../../domain/patient-messages/choice-ids.ts';
import { stands } from '../../../domain/scheduling/visits/patient-visits.ts';
import type { Subject } from '../../../domain/scheduling/visits/subject.ts';
import type { VisitRequest } from '../visit-request.ts';
import { notYours } from '../replies/own-appointments.ts';
import type { Understanding } from '../understanding/understand.ts';
import type { AgendaAnswer, AgendaSituation } from './agenda-answer.ts';
import { actOnOwn } from './own/change-own-appointment.ts';
import { continueBooking } from './continue-booking.ts';
import { bookFurther, isOneMore } from './further-booking.ts';
import { letGo, sayYes, wantOther, withOwn } from './held-time.ts';
import { holdTime } from './hold-time.ts';
import { askForDay } from './listed-times.ts';
import { offerTimes, type Wanted } from './offer-times.ts';
import { tellOwn } from './own/own-appointments.ts';
import { broadened, requestFor } from './subjects.ts';
import { given } from '../../../domain/given.ts';

/** What a tap on something of the agenda means. */
export function followTap(
  tap: AgendaTap,
  understood: Understanding,
  situation: AgendaSituation,
): Promise<AgendaAnswer> {
  switch (tap.act) {
    case 'slot': {
      const { subject, at: start } = tap;
      const request = requestFor(subject, situation);
      const chosen = { slot: { start }, professionalId: subject.professional?.id };
      return holdTime(broadened(subject, request), chosen, request, situation);
    }
    case 'more': {
      const { when } = requestFor(tap.subject, situation);
      return timesIfMovable(tap.subject, { when, after: tap.at }, situation);
    }
    case 'on':
      return tap.day < situation.today
        ? timesIfMovable(tap.subject, { intro: 'Esse dia já passou.' }, situation)
        : timesIfMovable(tap.subject, { when: { day: tap.day, period: tap.period } }, situation);
    case 'wanted':
      return tap.when.day !== undefined && tap.when.day < situation.today
        ? timesIfMovable(tap.subject, { intro: 'Esse dia já passou.' }, situation)
        : timesIfMovable(tap.subject, { when: tap.when }, situation);
    case 'soon':
      return timesIfMovable(tap.subject, { when: { period: 'any' } }, situation);
    case 'days':
      return ifMovable(tap.subject, situation, (request) => {
        const subject = broadened(tap.subject, request);
        return askForDay(subject, request, 'Claro! Qual dia e período você prefere?', situation);
      });
    case 'anyone':
      return continueBooking(understood, situation, { isAnyone: true });
    case 'patient':
      return continueBooking(understood, situation, { patientOf: tap.professional.id });
    case 'new-patient':
      return continueBooking(understood, situation, { isNew: true });
    case 'mine':
      return tellOwn(understood, situation);
    case 'confirm':
      return isOneMore(understood, situation)
        ? bookFurther(tap.appointmentId, understood, situation)
        : sayYes(tap.appointmentId, understood, situation);
    case 'other':
      return wantOther(tap.appointmentId, situation);
    case 'release':
      return letGo(tap.appointmentId, situation);
    // done already, before any assistant (template-taps.ts)
    case 'attend':
      return actOnOwn('show', tap.appointmentId, understood, situation);
    case 'show':
    case 'move':
    case 'cancel':
    case 'sure':
    case 'keep':
      return actOnOwn(tap.act, tap.appointmentId, understood, situation);
  }
}

const timesIfMovable = (
  subject: Subject,
  wanted: Wanted,
  situation: AgendaSituation,
): Promise<AgendaAnswer> =>
  ifMovable(subject, situation, (request) =>
    offerTimes(broadened(subject, request), wanted, request, situation),
  );

/** A list of times for a move is worth nothing when what it would move is not there, or not the patient's. */
async function ifMovable(
  subject: Subject,
  situation: AgendaSituation,
  next: (request: Partial<VisitRequest>) => Promise<AgendaAnswer>,
): Promise<AgendaAnswer> {
  const request = requestFor(subject, situation);
  if (subject.moving === undefined) return next(request);
  return withOwn(subject.moving, situation, (own) => {
    if (!stands(own, situation.now)) return { reply: notYours(situation) };
    const { professionalId: patientOf } = own;
    return next({ ...request, ...given({ patientOf }) });
  });
}
