import { plusDays } from '../../domain/clinic/local-time.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { DomainError } from '../../domain/error.ts';
import type {
  AgendaFact,
  AgendaTrouble,
  AppointmentsQuestion,
  AgendaQuestion,
  SlotsQuestion,
} from './agenda-questions.ts';
import type { ContactId } from '../../domain/messaging/people/contact-identity.ts';
import type { ConversationId } from '../../domain/messaging/message.ts';
import type { Appointment } from '../../domain/scheduling/appointment.ts';
import type { Appointments } from '../ports/scheduling/appointments.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { FindAvailability } from '../scheduling/find-availability.ts';

type Patient = {
  readonly clinicId: ClinicId;
  readonly contactId: ContactId;
  readonly conversationId: ConversationId;
};

/**
 * Answers what an assistant asks of the clinic's agenda, for one patient: nothing of others is ever in it. That the
 * agenda cannot be read is an answer, too. Database errors pass through.
 */
export type AskAgenda = (patient: Patient, question: AgendaQuestion) => Promise<AgendaFact>;

type Needs = { findAvailability: FindAvailability; appointments: Appointments; clock: Clock };

export const makeAskAgenda = ({ findAvailability, appointments, clock }: Needs): AskAgenda => {
  const ownOf = async (
    { clinicId, contactId, conversationId }: Patient,
    { named }: AppointmentsQuestion,
  ): Promise<readonly Appointment[]> => {
    const [toCome, ...others] = await Promise.all([
      appointments.ofContact(clinicId, contactId, clock.now()),
      ...named.map((id) => appointments.get(clinicId, id)),
    ]);
    const known = new Set(toCome.map(({ id }) => id));
    // the conversation counts, too: its patient may have been merged with another contact since
    const own = others.filter(
      (one) => one !== undefined && (one.contactId === contactId || one.conversationId === conversationId),
    );
    return [...toCome, ...own.flatMap((one) => (one && !known.has(one.id) ? [one] : []))];
  };

  const slotsFor = async ({ clinicId }: Patient, question: SlotsQuestion): Promise<AgendaFact> => {
    const { serviceId, practitionerId, from, days, moving, anew } = question;
    try {
      const offered = await findAvailability({
        clinicId,
        serviceId,
        from,
        to: plusDays(from, days - 1),
        ...(practitionerId !== undefined && { practitionerId }),
        ...(moving !== undefined && { moving }),
        ...(anew && { anew }),
      });
      return { question, offered };
    } catch (error) {
      if (error instanceof DomainError) return { question, trouble: troubleOf(error) };
      throw error;
    }
  };

  return async (patient, question) =>
    question.kind === 'slots'
      ? slotsFor(patient, question)
      : { question, appointments: await ownOf(patient, question) };
};

/** Everything but a passing failure needs somebody of the clinic: to connect, to connect again, to mend its document. */
const troubleOf = ({ kind }: DomainError): AgendaTrouble => (kind === 'unavailable' ? 'unreadable' : 'gone');
