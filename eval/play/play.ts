import { performance } from 'node:perf_hooks';
import type { Assistant } from '../../src/application/ports/assistant/assistant.ts';
import type { SpokenFacts } from '../../src/domain/assistant/grounding/spoken-facts.ts';
import { contactId } from '../../src/domain/messaging/people/contact-identity.ts';
import { given } from '../../src/domain/given.ts';
import type { Choice, OutboundContent } from '../../src/domain/messaging/message.ts';
import { appointmentId, type Appointment } from '../../src/domain/scheduling/appointment.ts';
import { aMessage, phone, type MessageWish } from '../../tests/support/builders/a-received-message.ts';
import type { Truth } from '../judge/truth.ts';
import { allBusyOf } from './busy.ts';
import { ownBook, truthOf } from './truth-of.ts';
import type { Dialogue, PatientTurn } from '../dialogue.ts';
import { clinicWorld, local, type ClinicWorld } from '../world/clinic-world.ts';
import { choicesOf, nextMove } from './patient.ts';

/** One turn: what the patient wrote, what was answered, and what stood behind it. */
type PlayedTurn = {
  readonly patient: readonly string[];
  readonly answers: readonly OutboundContent[];
  /** Sent by the worker once the calendar has answered. */
  readonly notices: readonly OutboundContent[];
  readonly facts: SpokenFacts | undefined;
  /** The same from outside: the book and the calendars around it. */
  readonly truth: Truth;
  readonly ms: number;
};

export type Played = {
  readonly dialogue: Dialogue;
  readonly turns: readonly PlayedTurn[];
  /** As the book has them at the end. */
  readonly appointments: readonly Appointment[];
  /** Ids of visits that were there before, by their name in the dialogue. */
  readonly own: ReadonlyMap<string, string>;
  readonly alerts: readonly string[];
  /** Turns in which an emergency was told first. */
  readonly alarms: number;
  readonly error?: unknown;
};

const usualNow = '2026-11-24 11:00';
/** Taps and answers after what the dialogue says. */
const mostFollowing = 7;
/** Whose visits are not to be seen by anybody else. */
export const otherPatient = 'Bruna Valadares';

const visitId = (index: number): string => `00000000-0000-7000-8000-9${String(index).padStart(11, '0')}`;

/** Plays a dialogue to its end on the use cases of the product. Never throws for a failing assistant. */
export async function play(dialogue: Dialogue, assistant: Assistant): Promise<Played> {
  const now = local(dialogue.now ?? usualNow);
  const world = await clinicWorld(dialogue.clinic, assistant, {
    now,
    ...given({ note: dialogue.clinicNote }),
  });
  const own = await addVisits(world, dialogue);
  for (const { calendarId, slot } of allBusyOf(dialogue.busy ?? []))
    world.google.addEvent(calendarId, { eventId: `busy${slot.start.getTime()}`, slot });

  for (const [index, title] of (dialogue.calendarTitles ?? []).entries()) {
    const start = local(`2026-11-26 ${String(9 + index).padStart(2, '0')}:00`);
    const slot = { start, end: new Date(start.getTime() + 1_800_000) };
    world.google.addEvent('lara', { eventId: `titled${index}`, slot, appointmentId: title });
  }

  const turns: PlayedTurn[] = [];
  const said: string[] = [];
  const takeTurn = async (messages: readonly MessageWish[]) => {
    said.push(...messages.map(({ text = '' }) => text));
    turns.push(await oneTurn(world, messages, said, dialogue.patientName));
  };
  let error: unknown;
  try {
    for (const turn of dialogue.says) {
      if (typeof turn === 'object' && 'waitMinutes' in turn) world.clock.advance(turn.waitMinutes * 60_000);
      else await takeTurn(messagesOf(turn, turns));
    }
    for (let count = 0; dialogue.goal !== undefined && count < mostFollowing; count += 1) {
      const last = turns.at(-1)?.answers ?? [];
      const move = nextMove(last, dialogue.goal, world);
      if (move === undefined) break;
      await takeTurn([
        'tap' in move ? { type: 'interactive', text: move.tap.title, choice: move.tap } : { text: move.say },
      ]);
    }
  } catch (failure) {
    error = failure;
  }
  return {
    dialogue,
    turns,
    own,
    appointments: [...world.db.book.appointments.values()].map(({ appointment }) => appointment),
    alerts: world.db.alerts.filter(({ resolvedAt }) => resolvedAt === undefined).map(({ kind }) => kind),
    alarms: turns.filter(({ answers }) => answers[0]?.body.startsWith('🚨')).length,
    ...(error !== undefined && { error }),
  };
}

function messagesOf(
  turn: Exclude<PatientTurn, { waitMinutes: number }>,
  turns: readonly PlayedTurn[],
): readonly MessageWish[] {
  if (typeof turn === 'string') return [{ text: turn }];
  if (Array.isArray(turn)) return (turn as readonly string[]).map((text) => ({ text }));
  const one = turn as Exclude<typeof turn, readonly string[]>;
  if ('tap' in one) {
    const offered = turns.flatMap(({ answers, notices }) => choicesOf([...answers, ...notices]));
    const choice = offered.findLast(({ title }) => title.startsWith(one.tap)) ?? forged(one.tap);
    return [{ type: 'interactive', text: choice.title, choice }];
  }
  if ('quotes' in one) return [{ text: one.says, raw: { quoted: one.quotes } }];
  return [{ type: one.media, text: one.caption ?? '' }];
}

/** A tap on something that was never offered. */
const forged = (id: string): Choice => ({ id, title: id });

async function oneTurn(
  world: ClinicWorld,
  wishes: readonly MessageWish[],
  said: readonly string[],
  patientName: string | undefined,
): Promise<PlayedTurn> {
  world.clock.advance(20_000);
  const from = world.db.messages.length;
  const booked = new Map(ownBook(world));
  const messages = wishes.map((wish) => ({
    number: world.number,
    message: aMessage({ person: patient(patientName), sentAt: world.clock.now(), ...wish }),
    requestId: 'eval',
  }));
  await world.storeMessages(messages);
  world.clock.advance(7_000);
  const started = performance.now();
  const turnsBefore = world.recorded.length;
  while (await world.answerDue()) world.clock.advance(1_000);
  const ms = performance.now() - started;
  const now = world.clock.now();
  const answers = outboundSince(world, from);
  const seen = world.db.messages.length;
  await world.enterAppointments();
  const truth = truthOf(world, { now, said, patientName, before: [...booked.values()] });
  const recorded = world.recorded.length > turnsBefore ? world.recorded.at(-1)?.facts() : undefined;
  return {
    patient: wishes.map(({ text = '', type }) =>
      type === undefined || type === 'text' ? text : `[${type}] ${text}`,
    ),
    answers,
    notices: outboundSince(world, seen),
    truth,
    facts: recorded && {
      context: world.context,
      now,
      patientWords: said,
      ...(patientName !== undefined && { patientName }),
      ...recorded,
    },
    ms,
  };
}

const patient = (name: string | undefined): MessageWish['person'] & object => ({
  phone: phone('5511988880001'),
  ...(name !== undefined && { name }),
});

/** What the assistant writes is all that is said here. */
const outboundSince = ({ db }: ClinicWorld, from: number): readonly OutboundContent[] =>
  db.messages
    .slice(from)
    .flatMap(({ direction, content }) =>
      direction === 'outbound' && content ? [content as OutboundContent] : [],
    );

/** Puts visits into the book and the calendars, before the first word. */
async function addVisits(
  world: ClinicWorld,
  { visits = [] }: Dialogue,
): Promise<ReadonlyMap<string, string>> {
  const own = new Map<string, string>();
  if (visits.length === 0) return own;
  const placements = await world.stores.people.place(
    [{ phone: phone('5511988880001') }, { phone: phone('5511977770002'), name: otherPatient }].map(
      (sighting) => ({
        clinicId: world.clinicId,
        whatsappNumber: world.number.whatsappNumber,
        sighting,
      }),
    ),
    world.clock.now(),
  );
  for (const [index, visit] of visits.entries()) {
    const service = world.context.services.find(({ id }) => id === visit.service);
    if (service === undefined) throw new Error(`No service ${visit.service}`);
    const start = local(visit.at);
    const id = appointmentId(visitId(index));
    const who = placements[visit.isOther ? 1 : 0];
    own.set(visit.id, id);
    const made = world.clock.now();
    const hold: Appointment = {
      id,
      clinicId: world.clinicId,
      seriesId: id,
      state: 'held',
      holdExpiresAt: new Date(made.getTime() + 600_000),
      serviceId: service.id,
      serviceName: service.name,
      professionalId: visit.with,
      calendarId: visit.with,
      slot: { start, end: new Date(start.getTime() + (service.durationMinutes ?? 30) * 60_000) },
      bufferMinutes: { before: 0, after: 0 },
      ...(who && { contactId: contactId(who.contactId), conversationId: who.conversationId }),
      generation: 1,
      version: 1,
      createdAt: made,
    };
    await world.stores.appointments.apply(world.clinicId, [
      { change: 'hold', appointment: hold },
      { change: 'request', appointmentId: id, at: made },
    ]);
  }
  await world.enterAppointments();
  return own;
}
