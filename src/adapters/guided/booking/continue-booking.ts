import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { HealthcareService } from '../../../domain/clinic/healthcare-service.ts';
import type { Practitioner } from '../../../domain/clinic/practitioner.ts';
import { offeredBy } from './booking-flow.ts';
import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { BookingWish } from '../booking-request.ts';
import type { Heard } from '../understanding/understand.ts';
import { askService } from '../replies/booking.ts';
import { askIfPatient, askPractitioner, askWhichDay, onlyForPatients } from '../replies/times.ts';
import type { SlotsQuestion } from '../../../application/assistant/agenda-questions.ts';
import { missing } from './agenda.ts';
import type { AgendaSituation, AgendaStep } from './agenda-step.ts';
import { askForDay } from './ask-for-day.ts';
import type { Subject } from '../../../domain/patient-messages/choice-ids.ts';
import { localDay, remembered } from './listed-times.ts';
import { offerTimes } from './offer-times.ts';
import { wishFor } from './subjects.ts';
import { isOpenTo, isPartlyUnknown, timesAndKept, timesOf, timesOffered } from './usable-times.ts';

/** From a service over who does it to a time; asks for whatever is not known yet. `tapped` is what a tap says of who. */
export function continueBooking(
  heard: Heard,
  situation: AgendaSituation,
  tapped: Pick<BookingWish, 'isAnyone' | 'patientOf'> & { readonly isNew?: boolean } = {},
): AgendaStep {
  const { context, dialogue } = situation;
  const before = dialogue.wish;
  const when = wantedIn(heard, situation);
  const named = heard.mentions.services;
  const [practitioner] = heard.mentions.practitioners.length === 1 ? heard.mentions.practitioners : [];
  const known = named.length === 0 ? serviceBefore(heard, situation) : undefined;
  const choices = named.length > 0 ? named : offeredBy(practitioner?.id ?? before?.practitionerId, context);
  const service = known ?? (choices.length === 1 ? choices[0] : undefined);
  if (service === undefined) {
    if (choices.length === 0) return { trouble: 'gone' };
    const so = {
      ...(practitioner && { practitionerId: practitioner.id }),
      ...(when !== undefined && { when }),
    };
    return { reply: askService(choices, heard.page), wish: { ...so, asked: 'service' } };
  }
  const isMoved = before?.moving !== undefined && before.serviceId === service.id;
  const base: Subject = { service, ...(isMoved && { moving: before.moving }) };
  // a practitioner who was named before the service was known stays wished for
  const wish = before?.asked === 'service' ? before : wishFor(base, situation);
  const isNo = heard.talk.isPatient === false || heard.courtesy.declines;
  const { isNew = isNo && wish.asked === 'known-patient', ...who } = tapped;
  return chooseWho(
    base,
    { ...wish, ...saidOfWho(heard, wish), ...who },
    { practitioner, when, heard, isNew },
    situation,
  );
}

type Told = {
  readonly practitioner: Practitioner | undefined;
  readonly when: WantedTime | undefined;
  readonly heard: Heard;
  /** Says to be no patient yet of the practitioner that was asked about. */
  readonly isNew: boolean;
};

function chooseWho(
  base: Subject,
  wish: Partial<BookingWish>,
  { practitioner, when, heard, isNew }: Told,
  situation: AgendaSituation,
): AgendaStep {
  const { context, agenda } = situation;
  const question = timesOf(base, situation, { around: when?.day });
  const unknown = missing(agenda, timesAndKept(question, situation));
  if (unknown) return unknown;
  const choosable = whoHasTimes(question, situation);
  const wished = practitioner ?? context.practitioners.find(({ id }) => id === wish.practitionerId);
  const isAnyone = wish.isAnyone === true && practitioner === undefined && choosable.some(isOpen(wish));
  const [only] = choosable;
  const chosen = isAnyone ? undefined : (wished ?? (choosable.length === 1 ? only?.practitioner : undefined));

  if (chosen === undefined && !isAnyone && choosable.length > 1) {
    const { patientOf, isFurther } = wish;
    const kept = remembered(base, { ...(patientOf && { patientOf }), ...(isFurther && { isFurther }) }, when);
    return {
      reply: askPractitioner(base.service, choosable, situation),
      wish: { ...kept, asked: 'practitioner' },
    };
  }
  const subject: Subject = { ...base, ...(chosen && { practitioner: chosen }) };
  const said = { ...wish, ...(isAnyone ? { isAnyone } : {}) };
  if (chosen && !isOpenTo(chosen, wish.patientOf)) {
    if (isNew) return withOthers(base, chosen, when, choosable.some(isOpen(wish)), situation);
    return {
      reply: askIfPatient(chosen),
      wish: {
        ...remembered(subject, { ...(wish.isFurther && { isFurther: true }) }, when),
        asked: 'known-patient',
      },
    };
  }
  const hasNone =
    chosen && !choosable.some((one) => one.practitioner.id === chosen.id) && choosable.some(isOpen(wish));
  if (hasNone && !isPartlyUnknown(question, subject, situation)) {
    const intro = `Não encontrei horário livre com ${chosen.name} para esse atendimento.`;
    return offerTimes(base, { when, intro }, { ...said, isAnyone: true }, situation);
  }
  return chooseWhen(subject, { when, heard }, said, situation);
}

/** For somebody new the doors of others may be open. */
function withOthers(
  base: Subject,
  closed: Practitioner,
  when: WantedTime | undefined,
  hasOthers: boolean,
  situation: AgendaSituation,
): AgendaStep {
  if (!hasOthers) return { reply: onlyForPatients(closed) };
  const intro = `No momento, ${closed.name} não recebe novos pacientes; estes são horários de outros profissionais.`;
  return offerTimes(base, { when, intro }, { isAnyone: true }, situation);
}

function chooseWhen(
  subject: Subject,
  { when, heard }: Pick<Told, 'when' | 'heard'>,
  wish: Partial<BookingWish>,
  situation: AgendaSituation,
): AgendaStep {
  const [first, last] = wish.shown ?? [];
  switch (heard.talk.step) {
    case 'other-day':
      return askForDay(subject, wish, 'Claro! Qual dia e período você prefere?', situation);
    case 'earlier':
      if (first !== undefined) return offerTimes(subject, { when, before: new Date(first) }, wish, situation);
      break;
    case 'later':
      if (last !== undefined) return offerTimes(subject, { when, after: new Date(last) }, wish, situation);
      break;
    case undefined:
      break;
  }
  if (when === undefined) return askForDay(subject, wish, askWhichDay(subject), situation);
  return offerTimes(subject, { when }, wish, situation);
}

/** The day of the list that is being looked at goes on where only a time is said. */
function wantedIn(
  { when, talk, topics, mentions }: Heard,
  situation: AgendaSituation,
): WantedTime | undefined {
  const before = situation.dialogue.wish;
  const isAnew = topics.has('booking') && mentions.practitioners.length === 0 && before?.shown !== undefined;
  const isOver = before?.when?.day !== undefined && before.when.day < situation.today;
  const earlier = isAnew || isOver ? undefined : before?.when;
  if (talk.step === 'other-day') return undefined;
  if (talk.step !== undefined) return earlier;
  if (talk.isSoon) return { period: 'any', ...when };
  const isOfWho = before?.asked === 'practitioner' && when?.period === 'any' && when.day === undefined;
  if (when === undefined || isOfWho) return earlier;
  if (when.day !== undefined || when.period === 'any' || when.except?.day !== undefined) return when;
  const [first, last] = (before?.shown ?? []).map((shown) => localDay(new Date(shown), situation));
  return first !== undefined && first === last ? { ...when, day: first } : when;
}

function serviceBefore(heard: Heard, { context, dialogue }: AgendaSituation): HealthcareService | undefined {
  const id = dialogue.wish?.serviceId ?? (heard.isShort ? dialogue.lastServiceId : undefined);
  return context.services.find((service) => service.id === id);
}

function saidOfWho({ talk, courtesy }: Heard, wish: Partial<BookingWish>): Partial<BookingWish> {
  if (wish.asked === 'practitioner' && talk.isAnyone) return { isAnyone: true };
  const isYes = talk.isPatient ?? (courtesy.agrees ? true : undefined);
  if (wish.asked !== 'known-patient' || wish.practitionerId === undefined || isYes !== true) return {};
  return { patientOf: wish.practitionerId };
}

/** Who has free times, with the first of them; in the order of their first ones. */
function whoHasTimes(question: SlotsQuestion, situation: AgendaSituation) {
  const slots = timesOffered(question, situation);
  const bySlot = [...slots].sort((a, b) => a.slot.start.getTime() - b.slot.start.getTime());
  const ids = [...new Set(bySlot.map(({ practitionerId }) => practitionerId))];
  return ids.flatMap((id) => {
    const practitioner = practitionerNamed(id, situation.context);
    return practitioner
      ? [{ practitioner, first: bySlot.find(({ practitionerId }) => practitionerId === id) }]
      : [];
  });
}

const practitionerNamed = (id: string | undefined, { practitioners }: ClinicContext) =>
  practitioners.find((known) => known.id === id);

const isOpen =
  ({ patientOf }: Partial<BookingWish>) =>
  ({ practitioner }: { readonly practitioner: Practitioner }) =>
    isOpenTo(practitioner, patientOf);
