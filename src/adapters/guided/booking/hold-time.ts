import { localTime } from '../../../domain/clinic/local-time.ts';
import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import type { OfferedSlot } from '../../../domain/scheduling/offered-slots.ts';
import type { BookingWish } from '../booking-request.ts';
import { askYes, notYours, stillConfirming } from '../replies/own-appointments.ts';
import { askIfPatient, noTimes, pageSize } from '../replies/times.ts';
import { appointmentsKnown, missing } from './agenda.ts';
import {
  awaitsCalendar,
  awaitsYes,
  ownQuestion,
  release,
  stands,
  type AgendaSituation,
  type AgendaStep,
} from './agenda-step.ts';
import { askAgain } from './ask-again.ts';
import { askForDay } from './ask-for-day.ts';
import type { Subject } from '../../../domain/patient-messages/choice-ids.ts';
import { isSameMinute, listTimes, localDay, remembered } from './listed-times.ts';
import { bookedPhrase } from '../../../domain/patient-messages/slot-phrases.ts';
import { isKept, isOpenTo, isPartlyUnknown, ofSubject, timesKnown, timesOf } from './usable-times.ts';
import { nearest } from './wanted-times.ts';

type Chosen = { readonly slot: { readonly start: Date }; readonly practitionerId?: string };

/** Said before, when the time is free and when it is not. */
type Words = { readonly free?: string; readonly gone?: string };

/**
 * Keeps one time for the patient and asks for a yes. It is looked up anew; when it is gone, the nearest ones are
 * offered. A patient has one hold at a time: an earlier one is let go together with it.
 */
export function holdTime(
  subject: Subject,
  { slot: { start }, practitionerId }: Chosen,
  wish: Partial<BookingWish>,
  situation: AgendaSituation,
  { free, gone }: Words = {},
): AgendaStep {
  const { agenda, context, now } = situation;
  const { service, moving } = subject;
  const question = timesOf(subject, situation, { around: localDay(start, situation), anew: true });
  const unknown = missing(agenda, [question, ownQuestion(situation, moving)]);
  if (unknown) return unknown;

  const own = appointmentsKnown(agenda);
  const moved = own.find(({ id }) => id === moving);
  if (moving !== undefined && (moved === undefined || !stands(moved, now)))
    return { reply: notYours(situation) };
  const isPending = (known: Appointment) => awaitsCalendar(known) && known.serviceId === service.id;
  const pending = wish.isFurther ? undefined : own.find(isPending);
  if (pending) return { reply: stillConfirming(pending, context) };

  const practitioner = context.practitioners.find(({ id }) => id === practitionerId);
  const patientOf = moved?.practitionerId ?? wish.patientOf;
  const { date: day, minutes } = localTime(context.timeZone, start);
  const startText = start.toISOString();
  const asWish = {
    ...remembered({ ...subject, ...(practitioner && { practitioner }) }, wish),
    ...(patientOf !== undefined && { patientOf }),
    when: { day, minutes },
  };
  if (practitioner && !isOpenTo(practitioner, patientOf)) {
    return { reply: askIfPatient(practitioner), wish: { ...asWish, asked: 'known-patient' } };
  }

  const times = timesKnown(question, patientOf, situation);
  const offered = times.find(
    (time) => isSameMinute(time.slot.start, start) && time.practitionerId === practitionerId,
  );
  if (offered === undefined) {
    const all = ofSubject(times, subject);
    if (start > now && isPartlyUnknown(question, subject, situation)) return { trouble: 'unreadable' };
    const sorry = start > now ? (gone ?? 'Esse horário não está mais livre.') : 'Esse horário já passou.';
    if (all.length === 0) {
      const reply = noTimes(subject, situation);
      return { reply: { ...reply, text: `${sorry} ${reply.text}` } };
    }
    const found = nearest(all, asWish.when, situation, pageSize);
    const words = [sorry, 'Os mais próximos são estes:'];
    return listTimes(
      subject,
      { found, all, words },
      { ...wish, ...(patientOf !== undefined && { patientOf }) },
      situation,
    );
  }

  if (moved && isKept(offered, moved)) {
    const intro = `Esse já é o seu horário: ${bookedPhrase(moved, context)}. Para qual outro dia ou período você quer mudar?`;
    return askForDay(subject, asWish, intro, situation);
  }
  const before = own.filter((known) => awaitsYes(known, now));
  const same = before.find((known) => isKept(offered, known) && known.serviceId === service.id);
  if (same && same.replaces === moving) return askAgain(same, situation);
  const held = newHold(offered, subject, moved, situation);
  const other = own.find((known) => stands(known, now) && known.serviceId === service.id && known !== moved);
  return {
    reply: askYes(held, { moved, other, letGo: before[0], intro: free, holdMs: agenda.holdMs }, context),
    wish: { ...asWish, asked: 'confirmation', appointmentId: held.id, shown: [startText, startText] },
    changes: [...before.map(({ id }) => release(id, now)), { change: 'hold', appointment: held }],
  };
}

function newHold(
  { slot, practitionerId, calendarId }: OfferedSlot,
  { service }: Subject,
  moved: Appointment | undefined,
  { agenda, context, now }: AgendaSituation,
): Appointment {
  return {
    id: agenda.nextId,
    clinicId: context.clinicId,
    seriesId: moved?.seriesId ?? agenda.nextId,
    state: 'held',
    holdExpiresAt: new Date(now.getTime() + agenda.holdMs),
    serviceId: service.id,
    serviceName: service.name,
    ...(practitionerId !== undefined && { practitionerId }),
    calendarId,
    slot,
    bufferMinutes: context.booking.bufferMinutes,
    contactId: agenda.contactId,
    conversationId: agenda.conversationId,
    generation: 1,
    ...(moved && { replaces: moved.id }),
    version: 1,
    createdAt: now,
  };
}
