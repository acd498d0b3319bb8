import type { LocalDate } from '../../domain/clinic/local-time.ts';
import type { Appointment, AppointmentId } from '../../domain/scheduling/appointment.ts';
import type { OfferedSlots } from '../../domain/scheduling/offered-slots.ts';

/** Times that could be booked on `days` days from `from` on. */
export type SlotsQuestion = {
  readonly kind: 'slots';
  readonly serviceId: string;
  /** Absent: of everybody who does it. */
  readonly practitionerId?: string;
  readonly from: LocalDate;
  readonly days: number;
  /** Its own time counts as free. */
  readonly moving?: AppointmentId;
  /** Something is about to be decided by the answer: nothing remembered will do. */
  readonly anew?: true;
};

/** The patient's own: those to come, and those named here whatever became of them. */
export type AppointmentsQuestion = {
  readonly kind: 'appointments';
  readonly named: readonly AppointmentId[];
};

/** What the assistant has to know before it can answer; to a model these are tools. */
export type AgendaQuestion = SlotsQuestion | AppointmentsQuestion;

/** Why the agenda cannot say it. `unreadable`: not now. `gone`: not before somebody of the clinic does something. */
export type AgendaTrouble = 'unreadable' | 'gone';

export type AgendaFact =
  | { readonly question: SlotsQuestion; readonly offered: OfferedSlots }
  | { readonly question: AppointmentsQuestion; readonly appointments: readonly Appointment[] }
  | { readonly question: AgendaQuestion; readonly trouble: AgendaTrouble };
