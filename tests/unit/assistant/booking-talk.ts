import { makeBindTurnTools, toolsWithoutAgenda } from '../../../src/application/assistant/turn-tools.ts';
import type { AgendaFailure } from '../../../src/application/ports/assistant/turn-tools.ts';
import type { ClinicCalendar } from '../../../src/application/ports/connection/clinic-calendars.ts';
import type { Assistant } from '../../../src/application/ports/assistant/assistant.ts';
import type { ListPlace, MessageView } from '../../../src/application/ports/messaging/conversations.ts';
import type { AvailabilityRequest } from '../../../src/application/scheduling/find-availability.ts';
import { GoogleUnavailable, NotConnected } from '../../../src/domain/connection/connection-errors.ts';
import type { GoogleConnection } from '../../../src/domain/connection/google-connection.ts';
import { awaitsCalendar, awaitsYes, stands } from '../../../src/domain/scheduling/visits/patient-visits.ts';
import { newDialogue, readDialogue, type Dialogue } from '../../../src/adapters/guided/dialogue.ts';
import type { ClinicContext } from '../../../src/domain/clinic/clinic-context.ts';
import { localTime } from '../../../src/domain/clinic/local-time.ts';
import { contactId } from '../../../src/domain/messaging/people/contact-identity.ts';
import { conversationId, messageId, type PatientMessage } from '../../../src/domain/messaging/message.ts';
import type { AppointmentChange } from '../../../src/domain/scheduling/appointment-changes.ts';
import { appointmentId, isLive, type Appointment } from '../../../src/domain/scheduling/appointment.ts';
import type { OfferedSlot, OfferedSlots } from '../../../src/domain/scheduling/offered-slots.ts';
import { overlaps, type TimeSlot } from '../../../src/domain/scheduling/time-slot.ts';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';
import {
  answerBehindRules,
  choicesOf,
  contextOf,
  openTime,
  planned,
  textOf,
  type PlannedAnswer,
} from './talk.ts';

export const demoContext = contextOf(demoClinic.contextualization);
const ana = contactId('ana');

export type Said = string | Partial<PatientMessage>;

/** Local time in São Paulo: `2026-11-26 08:00`. */
export const local = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00-03:00`);

export const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export type FreeTime = {
  readonly at: string;
  readonly minutes?: number;
  readonly professionalId?: string;
  readonly serviceId?: string;
  /** In place of one: all that can be done then. */
  readonly serviceIds?: readonly string[];
};

type Wish = {
  readonly context?: ClinicContext;
  readonly now?: Date;
  /** In place of the guided one. */
  readonly assistant?: Assistant;
  /** What the calendars leave free, whatever has been booked here. */
  readonly free?: readonly FreeTime[];
};

/**
 * A patient and a clinic whose agenda is kept here, by the rules of the appointment book: holds keep their time, and
 * what a turn plans commits or conflicts.
 */
export function bookingTalk({ context = demoContext, now = openTime, free = [], assistant }: Wish = {}) {
  let clock = now;
  let dialogue: Dialogue = newDialogue;
  let last: PlannedAnswer = { replies: [], dialogue };
  let count = 0;
  const seen = new Map<string, string>();
  const gone = new Set<number>();
  const book = new Map<string, Appointment>();
  const asked: AvailabilityRequest[] = [];
  const spoken: MessageView[] = [];
  const world = {
    failure: undefined as AgendaFailure['failure'] | undefined,
    /** Professionals whose calendar does not answer. */
    unknown: [] as string[],
    canBook: true,
    /** How many times in a row somebody else takes the time between look and commit. */
    rivals: 0,
  };

  const freeNow = (moving: string | undefined): readonly OfferedSlot[] =>
    free
      .filter(({ at }) => !gone.has(local(at).getTime()))
      .map(({ at, minutes = 30, professionalId = 'lara' }) => ({
        slot: { start: local(at), end: new Date(local(at).getTime() + minutes * 60_000) },
        calendarId: `cal-${professionalId}`,
        ...(professionalId !== '' && { professionalId }),
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

  const findAvailability = async (request: AvailabilityRequest): Promise<OfferedSlots> => {
    asked.push(request);
    if (world.failure === 'unreadable') throw new GoogleUnavailable('asleep');
    if (world.failure) throw new NotConnected();
    const { from, to, serviceId } = request;
    const slots = freeNow(request.moving).filter(({ slot }) => {
      const day = localTime(context.timeZone, slot.start).date;
      return day >= from && day <= to;
    });
    const ofService = slots.filter((slot) =>
      free.some(
        (time) =>
          local(time.at).getTime() === slot.slot.start.getTime() &&
          (time.serviceIds === undefined || time.professionalId === slot.professionalId) &&
          (time.serviceIds?.includes(serviceId) ??
            (time.serviceId === undefined || time.serviceId === serviceId)),
      ),
    );
    const unknownCalendars = world.unknown.map((professionalId) => ({
      calendarId: `cal-${professionalId}`,
      professionalId,
    }));
    return {
      slots: ofService.filter(({ professionalId }) => !world.unknown.includes(professionalId ?? '')),
      asOf: clock,
      unknownCalendars,
    };
  };

  const bindTurnTools = makeBindTurnTools({
    googleConnections: { get: async () => ({ status: 'connected' }) as GoogleConnection },
    calendarsInUse: async () => [{ accessRole: 'owner' } as ClinicCalendar],
    findAvailability,
    appointments: {
      get: async (_, id) => book.get(id),
      ofContact: async (_, contact) =>
        [...book.values()].filter(
          (one) => one.contactId === contact && (stands(one, clock) || awaitsYes(one, clock)),
        ),
    },
    conversations: {
      get: async () => undefined,
      messages: async () => spoken.toReversed(),
      shown: async () => [],
    },
    ids: { next: () => uuid(count + 1) },
    syncPolicy: { holdMs: 600_000 },
  });

  const apply = (change: AppointmentChange) => {
    if (change.change === 'hold') {
      count += 1;
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

  /** As the use case does it. */
  const think = async (
    messages: readonly PatientMessage[],
    taken: readonly TimeSlot[],
  ): Promise<PlannedAnswer> => {
    const answering = new Set(messages.map(({ id }) => id));
    const talk = { contactId: ana, conversationId: conversationId('talk'), answering };
    const bound = { context, ...talk, now: clock, taken };
    const { tools, plan } =
      world.canBook && taken.length <= 3 ? await bindTurnTools(bound) : toolsWithoutAgenda();
    const answer = await answerBehindRules({ context, messages, dialogue, now: clock, tools }, assistant);
    return planned(answer, plan());
  };

  const turn = async (...said: readonly Said[]): Promise<PlannedAnswer> => {
    clock = new Date(clock.getTime() + 1_000);
    const messages = said.map((one): PatientMessage => ({
      id: messageId('m'),
      type: 'text',
      text: '',
      sentAt: clock,
      ...(typeof one === 'string' ? { text: one } : one),
    }));
    const taken: TimeSlot[] = [];
    last = await think(messages, taken);
    for (let slot = heldIn(last); slot !== undefined && world.rivals > 0; slot = heldIn(last)) {
      world.rivals -= 1;
      taken.push(slot);
      gone.add(slot.start.getTime());
      last = await think(messages, taken);
    }
    spoken.push(...messages.map(({ text, choice }) => aView('patient', text || (choice?.title ?? ''))));
    spoken.push(...last.replies.map(({ body }) => aView('assistant', body)));
    last.appointmentChanges?.forEach(apply);
    dialogue = readDialogue(JSON.parse(JSON.stringify(last.dialogue)));
    for (const { id, title } of choicesOf(last.replies)) seen.set(title, id);
    return last;
  };

  const aView = (origin: string, text: string): MessageView => ({
    id: messageId('said'),
    place: '1.x' as ListPlace,
    conversationId: conversationId('talk'),
    direction: origin === 'patient' ? 'inbound' : 'outbound',
    origin,
    type: 'text',
    text,
    createdAt: clock,
    sentAt: clock,
    status: origin === 'patient' ? 'received' : 'delivered',
  });

  const choice = (title: string): Partial<PatientMessage> => {
    const id = seen.get(title);
    if (id === undefined) throw new Error(`Never offered "${title}", but ${[...seen.keys()].join(', ')}`);
    return { type: 'interactive', text: title, choice: { id, title } };
  };

  return {
    world,
    asked,
    /** A person of the clinic writes. */
    peopleSay: (text: string) => spoken.push(aView('human', text)),
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

const heldIn = ({ appointmentChanges = [] }: PlannedAnswer): TimeSlot | undefined =>
  appointmentChanges.flatMap((each) => (each.change === 'hold' ? [each.appointment.slot] : []))[0];

/** An appointment of this patient, unless said otherwise. */
export const anAppointment = (
  n: number,
  at: string,
  { professionalId = 'lara', ...rest }: Partial<Appointment> = {},
): Appointment => ({
  id: appointmentId(uuid(9_000 + n)),
  clinicId: demoContext.clinicId,
  seriesId: uuid(9_000 + n),
  state: 'confirmed',
  requestedAt: openTime,
  serviceId: 'consulta-dermato',
  serviceName: 'Consulta dermatológica',
  professionalId,
  calendarId: `cal-${professionalId}`,
  slot: { start: local(at), end: new Date(local(at).getTime() + 1_800_000) },
  bufferMinutes: { before: 0, after: 0 },
  contactId: ana,
  conversationId: conversationId('talk'),
  generation: 1,
  version: 1,
  createdAt: openTime,
  ...rest,
});
