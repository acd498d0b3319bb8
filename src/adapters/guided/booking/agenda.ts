import type {
  AgendaFact,
  AgendaQuestion,
  AgendaTrouble,
  SlotsQuestion,
} from '../../../application/assistant/agenda-questions.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import type { Appointment, AppointmentId } from '../../../domain/scheduling/appointment.ts';
import type { OfferedSlots } from '../../../domain/scheduling/offered-slots.ts';
import type { TimeSlot } from '../../../domain/scheduling/time-slot.ts';

/** Who books where, and what has been asked so far in this turn. */
export type Agenda = {
  readonly facts: readonly AgendaFact[];
  readonly contactId: ContactId;
  readonly conversationId: ConversationId;
  /** For the one hold that an answer may make. */
  readonly nextId: AppointmentId;
  /** How long a time is kept for a patient who has not said yes. */
  readonly holdMs: number;
  /** Times that somebody else took while an earlier answer of this turn was being committed. */
  readonly taken: readonly TimeSlot[];
};

/** What has to be asked first, or that it cannot be had; `undefined` when everything is known. */
export function missing(
  { facts }: Agenda,
  questions: readonly AgendaQuestion[],
): { readonly asks: readonly AgendaQuestion[] } | { readonly trouble: AgendaTrouble } | undefined {
  const asks = questions.filter((question) => factOn(question, facts) === undefined);
  if (asks.length > 0) return { asks };
  for (const question of questions) {
    const fact = factOn(question, facts);
    if (fact && 'trouble' in fact) return { trouble: fact.trouble };
  }
  return undefined;
}

/** What was answered, once nothing of it is {@link missing}. */
export function offeredTo(question: SlotsQuestion, { facts }: Agenda): OfferedSlots | undefined {
  const fact = factOn(question, facts);
  return fact && 'offered' in fact ? fact.offered : undefined;
}

/** Of every answer about appointments: those of a later one are the same or newer. */
export function appointmentsKnown({ facts }: Agenda): readonly Appointment[] {
  const byId = new Map<AppointmentId, Appointment>();
  for (const fact of facts) {
    if ('appointments' in fact)
      for (const appointment of fact.appointments) byId.set(appointment.id, appointment);
  }
  return [...byId.values()].sort((a, b) => a.slot.start.getTime() - b.slot.start.getTime());
}

const factOn = (question: AgendaQuestion, facts: readonly AgendaFact[]): AgendaFact | undefined =>
  facts.find((fact) => sameQuestion(fact.question, question));

/** A broader answer about appointments will do. */
function sameQuestion(known: AgendaQuestion, asked: AgendaQuestion): boolean {
  if (known.kind === 'appointments' || asked.kind === 'appointments') {
    return (
      known.kind === 'appointments' &&
      asked.kind === 'appointments' &&
      asked.named.every((id) => known.named.includes(id))
    );
  }
  return (
    known.serviceId === asked.serviceId &&
    known.practitionerId === asked.practitionerId &&
    known.from === asked.from &&
    known.days === asked.days &&
    known.moving === asked.moving &&
    (known.anew === true || asked.anew !== true)
  );
}
