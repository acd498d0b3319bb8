import { given } from '../../../domain/given.ts';
import type { Choice } from '../../../domain/messaging/message.ts';
import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import type { OfferedSlot } from '../../../domain/scheduling/offered-slots.ts';
import { agendaTap } from '../../../domain/patient-messages/choice-ids.ts';
import { awaitsYes, stands } from '../../../domain/scheduling/visits/patient-visits.ts';
import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { Subject } from '../../../domain/scheduling/visits/subject.ts';
import type { AssistantTurn } from '../../ports/assistant/assistant.ts';
import type { GuidedDialogue } from '../../ports/assistant/guided-dialogue.ts';
import { readableClinic, type ReadableClinic } from './context-text.ts';

/** A free time that was shown to the model. */
type SeenTime = { readonly subject: Subject; readonly time: OfferedSlot };

/**
 * What a model may name in one turn, by codes that mean nothing outside it. Whatever it writes, it can reach nothing
 * else: not another patient's appointment, not another clinic's service.
 */
export type TurnCodes = ReadableClinic & {
  /** The patient's own. */
  readonly appointments: ReadonlyMap<string, Appointment>;
  readonly options: ReadonlyMap<string, Choice>;
  /** What the patient is in the middle of, in codes. */
  readonly open: OpenRequest | undefined;
  readonly lastService: string | undefined;
  /** What the guided dialogue reads in the messages, in codes. */
  readonly reading: CodedReading;
  /** Whether words only ask about the clinic. */
  readonly isClinicQuestion: (words: string) => boolean;
  /** Filled as the model looks. */
  readonly times: Map<string, SeenTime>;
};

type CodedReading = {
  readonly services: readonly string[];
  readonly professionals: readonly string[];
  readonly when: WantedTime | undefined;
  readonly topics: readonly string[];
};

type OpenRequest = {
  readonly asked: string;
  readonly service?: string;
  readonly professional?: string;
  readonly moving?: string;
};

const mostAppointments = 10;
const mostOptions = 20;
const mostRead = 5;

export async function codesOf(turn: AssistantTurn, guided: GuidedDialogue): Promise<TurnCodes> {
  const { context, now } = turn;
  const appointments = ((await turn.tools.agenda?.appointments()) ?? [])
    .filter((own) => stands(own, now) || awaitsYes(own, now))
    .slice(0, mostAppointments);
  const { offered, open, lastServiceId } = guided.remembered(turn.dialogue);
  const options = offered.filter(({ id }) => !saysYes(id, turn)).slice(0, mostOptions);
  const clinic = readableClinic(context);
  const reading = guided.reading(turn);
  const own = new Map(appointments.map((one, index) => [`a${index + 1}`, one]));
  return {
    ...clinic,
    appointments: own,
    open: open && {
      asked: open.asked,
      ...given({
        service: codeOf(clinic.services, open.serviceId),
        professional: codeOf(clinic.professionals, open.professionalId),
        moving: codeOf(own, open.moving),
      }),
    },
    lastService: codeOf(clinic.services, lastServiceId),
    reading: {
      services: reading.services.flatMap((id) => codeOf(clinic.services, id) ?? []).slice(0, mostRead),
      professionals: reading.professionals
        .flatMap((id) => codeOf(clinic.professionals, id) ?? [])
        .slice(0, mostRead),
      when: reading.when,
      topics: reading.topics,
    },
    isClinicQuestion: (words) => guided.isClinicQuestion(words, turn),
    options: new Map(options.map((option, index) => [`o${index + 1}`, option])),
    times: new Map(),
  };
}

const codeOf = (coded: ReadonlyMap<string, { readonly id: string }>, id: string | undefined) =>
  id === undefined ? undefined : [...coded].find(([, one]) => one.id === id)?.[0];

/** What is hard to undo waits for the patient's own yes; who treats whom only the patient can say. */
function saysYes(id: string, { context }: AssistantTurn): boolean {
  const act = agendaTap(id, context)?.act;
  return act === 'confirm' || act === 'sure' || act === 'patient' || act === 'new-patient';
}
