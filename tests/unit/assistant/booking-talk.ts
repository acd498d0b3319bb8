import type {
  AgendaFact,
  AgendaQuestion,
  AgendaTrouble,
} from '../../../src/application/assistant/agenda-questions.ts';
import { awaitsCalendar, awaitsYes, stands } from '../../../src/adapters/guided/booking/agenda-step.ts';
import { newDialogue, readDialogue, type Dialogue } from '../../../src/adapters/guided/dialogue.ts';
import { answerGuided, converse, type GuidedAnswer } from '../../../src/adapters/guided/guided-dialogue.ts';
import type { ClinicContext } from '../../../src/domain/clinic/clinic-context.ts';
import { localTime } from '../../../src/domain/clinic/local-time.ts';
import { contactId } from '../../../src/domain/messaging/people/contact-identity.ts';
import { conversationId, messageId, type PatientMessage } from '../../../src/domain/messaging/message.ts';
import type { AppointmentChange } from '../../../src/domain/scheduling/appointment-changes.ts';
import { appointmentId, isLive, type Appointment } from '../../../src/domain/scheduling/appointment.ts';
import type { OfferedSlot } from '../../../src/domain/scheduling/offered-slots.ts';
import { overlaps, type TimeSlot } from '../../../src/domain/scheduling/time-slot.ts';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';
import { choicesOf, contextOf, openTime, textOf } from './talk.ts';

export const demoContext = contextOf(demoClinic.contextualization);
const ana = contactId('ana');

export type Said = string | Partial<PatientMessage>;

/** Local time in São Paulo: `2026-11-26 08:00`. */
export const local = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00-03:00`);

export const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export type FreeTime = {
  readonly at: string;
  readonly minutes?: number;
  readonly practitionerId?: string;
  readonly serviceId?: string;
};

type Wish = {
  readonly context?: ClinicContext;
  readonly now?: Date;
  /** What the calendars leave free, whatever has been booked here. */
  readonly free?: readonly FreeTime[];
};

/**
 * A patient and a clinic whose agenda is kept here, by the rules of the appointment book: holds keep their time,
 * answers are asked for until everything is known, and changes commit or conflict.
 */
export function bookingTalk({ context = demoContext, now = openTime, free = [] }: Wish = {}) {
  let clock = now;
  let dialogue: Dialogue = newDialogue;
  let last: GuidedAnswer = { replies: [], dialogue };
  let count = 0;
  const seen = new Map<string, string>();
  const gone = new Set<number>();
  const book = new Map<string, Appointment>();
  const asked: AgendaQuestion[] = [];
  const world = {
    trouble: undefined as AgendaTrouble | undefined,
    /** Practitioners whose calendar does not answer. */
    unknown: [] as string[],
    canBook: true,
    /** How many times in a row somebody else takes the time between look and commit. */
    rivals: 0,
  };

  const freeNow = (moving: string | undefined): readonly OfferedSlot[] =>
    free
      .filter(({ at }) => !gone.has(local(at).getTime()))
      .map(({ at, minutes = 30, practitionerId = 'lara' }) => ({
        slot: { start: local(at), end: new Date(local(at).getTime() + minutes * 60_000) },
        calendarId: `cal-${practitionerId}`,
        ...(practitionerId !== '' && { practitionerId }),
      }))
      .filter(({ slot, calendarId }) => {
        const inTheWay = [...book.values()].filter(
          (other) =>
            isLive(other) && !isRunOut(other) && other.id !== moving && other.calendarId === calendarId,
        );
        return !inTheWay.some((other) => overlaps(other.slot, slot));
      });
  const isRunOut = (one: Appointment) =>
    one.state === 'held' && one.requestedAt === undefined && (one.holdExpiresAt ?? clock) <= clock;

  const answerTo = (question: AgendaQuestion): AgendaFact => {
    asked.push(question);
    if (question.kind === 'appointments') {
      const appointments = [...book.values()].filter(
        (one) => one.contactId === ana && (stands(one, clock) || question.named.includes(one.id)),
      );
      return { question, appointments };
    }
    if (world.trouble) return { question, trouble: world.trouble };
    const days = question.days;
    const slots = freeNow(question.moving).filter(({ slot }) => {
      const day = localTime(context.timeZone, slot.start).date;
      const to = new Date(Date.parse(`${question.from}T12:00:00Z`) + days * 86_400_000);
      return day >= question.from && day < to.toISOString().slice(0, 10);
    });
    const ofService = slots.filter((slot) =>
      free.some(
        ({ at, serviceId }) =>
          local(at).getTime() === slot.slot.start.getTime() &&
          (serviceId === undefined || serviceId === question.serviceId),
      ),
    );
    const unknownCalendars = world.unknown.map((practitionerId) => ({
      calendarId: `cal-${practitionerId}`,
      practitionerId,
    }));
    return {
      question,
      offered: {
        slots: ofService.filter(({ practitionerId }) => !world.unknown.includes(practitionerId ?? '')),
        asOf: clock,
        unknownCalendars,
      },
    };
  };

  const apply = (change: AppointmentChange) => {
    if (change.change === 'hold') {
      book.set(change.appointment.id, change.appointment);
      return;
    }
    const before = book.get(change.appointmentId);
    if (before === undefined) throw new Error('No such appointment');
    if (change.change === 'request') {
      const { holdExpiresAt, ...rest } = before;
      if (holdExpiresAt === undefined) throw new Error('Not a hold');
      book.set(before.id, { ...rest, requestedAt: change.at });
    } else if (change.change === 'cancel')
      book.set(before.id, { ...before, state: 'cancelled', reason: change.reason });
  };

  /** As the use case does it: at most three rounds of questions. */
  const think = (messages: readonly PatientMessage[], taken: readonly TimeSlot[]): GuidedAnswer => {
    if (!world.canBook || taken.length > 3) return answerGuided({ context, messages, dialogue, now: clock });
    const facts: AgendaFact[] = [];
    for (let round = 0; round <= 3; round += 1) {
      count += 1;
      const step = converse(
        { context, messages, dialogue, now: clock },
        {
          facts,
          contactId: ana,
          conversationId: conversationId('talk'),
          nextId: appointmentId(uuid(count)),
          holdMs: 600_000,
          taken,
        },
      );
      if (!('asks' in step)) return step;
      facts.push(...step.asks.map(answerTo));
    }
    throw new Error('Asked more than three times');
  };

  const turn = (...said: readonly Said[]): GuidedAnswer => {
    clock = new Date(clock.getTime() + 1_000);
    const messages = said.map((one): PatientMessage => ({
      id: messageId('m'),
      type: 'text',
      text: '',
      sentAt: clock,
      ...(typeof one === 'string' ? { text: one } : one),
    }));
    const taken: TimeSlot[] = [];
    last = think(messages, taken);
    for (let slot = heldIn(last); slot !== undefined && world.rivals > 0; slot = heldIn(last)) {
      world.rivals -= 1;
      taken.push(slot);
      gone.add(slot.start.getTime());
      last = think(messages, taken);
    }
    last.appointmentChanges?.forEach(apply);
    dialogue = readDialogue(JSON.parse(JSON.stringify(last.dialogue)));
    for (const { id, title } of choicesOf(last.replies)) seen.set(title, id);
    return last;
  };

  const choice = (title: string): Partial<PatientMessage> => {
    const id = seen.get(title);
    if (id === undefined) throw new Error(`Never offered "${title}", but ${[...seen.keys()].join(', ')}`);
    return { type: 'interactive', text: title, choice: { id, title } };
  };

  return {
    world,
    asked,
    /** Writes one or more messages in one turn. */
    say: turn,
    /** Taps on what was offered under this title, now or at any time before. */
    tap: (title: string, ...also: readonly Said[]) => turn(choice(title), ...also),
    tapId: (id: string, title = id) => turn({ type: 'interactive', text: title, choice: { id, title } }),
    idOf: (title: string) => seen.get(title),
    /** Everything that was ever offered. */
    everSeen: () => [...seen.values()],
    get text() {
      return textOf(last);
    },
    get titles() {
      return choicesOf(last.replies).map(({ title }) => title);
    },
    get last() {
      return last;
    },
    get dialogue() {
      return dialogue;
    },
    get now() {
      return clock;
    },
    get appointments() {
      return [...book.values()];
    },
    get holds() {
      return [...book.values()].filter((one) => awaitsYes(one, clock));
    },
    get requested() {
      return [...book.values()].filter(awaitsCalendar);
    },
    pass: (minutes: number) => {
      clock = new Date(clock.getTime() + minutes * 60_000);
    },
    /** The calendar takes everything that was requested; what was moved ends. */
    calendarConfirms: () => {
      for (const one of [...book.values()].filter(awaitsCalendar)) {
        book.set(one.id, { ...one, state: 'confirmed' });
        const old = one.replaces === undefined ? undefined : book.get(one.replaces);
        if (old) book.set(old.id, { ...old, state: 'cancelled', reason: 'moved' });
      }
    },
    calendarRefuses: () => {
      for (const one of [...book.values()].filter(awaitsCalendar)) {
        book.set(one.id, { ...one, state: 'failed', reason: 'calendar-busy' });
      }
    },
    /** Something else stands in the calendars at this time now. */
    take: (at: string) => gone.add(local(at).getTime()),
    add: (appointment: Appointment) => book.set(appointment.id, appointment),
  };
}

const heldIn = ({ appointmentChanges = [] }: GuidedAnswer): TimeSlot | undefined =>
  appointmentChanges.flatMap((each) => (each.change === 'hold' ? [each.appointment.slot] : []))[0];

/** An appointment of this patient, unless said otherwise. */
export const anAppointment = (
  n: number,
  at: string,
  { practitionerId = 'lara', ...wish }: Partial<Appointment> = {},
): Appointment => ({
  id: appointmentId(uuid(9_000 + n)),
  clinicId: demoContext.clinicId,
  seriesId: uuid(9_000 + n),
  state: 'confirmed',
  requestedAt: openTime,
  serviceId: 'consulta-dermato',
  serviceName: 'Consulta dermatológica',
  practitionerId,
  calendarId: `cal-${practitionerId}`,
  slot: { start: local(at), end: new Date(local(at).getTime() + 1_800_000) },
  bufferMinutes: { before: 0, after: 0 },
  contactId: ana,
  conversationId: conversationId('talk'),
  generation: 1,
  version: 1,
  createdAt: openTime,
  ...wish,
});
