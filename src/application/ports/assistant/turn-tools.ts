import type { Attendance } from '../../../domain/patient-messages/attendance-answers.ts';
import type { Choice } from '../../../domain/messaging/message.ts';
import type { Handover } from '../../../domain/assistant/handover.ts';
import type { LocalDate } from '../../../domain/clinic/local-time.ts';
import type { Appointment, AppointmentId } from '../../../domain/scheduling/appointment.ts';
import type { HoldRequest, NotHeld } from '../../../domain/scheduling/visits/holding.ts';
import type { LateChange } from '../../../domain/scheduling/visits/late-change.ts';
import type { OfferedSlots } from '../../../domain/scheduling/offered-slots.ts';
import type { Subject } from '../../../domain/scheduling/visits/subject.ts';

/** A message of the conversation. A tap is told by its title, a picture by its caption. */
export type SaidBefore = {
  readonly by: 'patient' | 'assistant' | 'people';
  readonly text: string;
  readonly at: Date;
};

/**
 * What an assistant may do in one turn. The clinic, the patient and the conversation are bound and never an argument.
 * Reading tools look, each thing once per turn. Writing tools commit nothing: they add to the plan of the turn, which
 * commits together with the replies.
 */
export interface TurnTools {
  /** Absent where the clinic's calendars cannot be used: requests are passed to people then. */
  readonly agenda?: AgendaTools;
  /** What was said before this turn, oldest first: the newest messages, people of the clinic included. */
  saidBefore(): Promise<readonly SaidBefore[]>;
  /**
   * What the patient was offered to choose from last, whoever sent it; nothing where the last message has no choices.
   * `undefined` where nothing has reached the patient; absent where nothing is really sent.
   */
  shownLast?(): Promise<readonly Choice[] | undefined>;
  /** The patient will come to one of their own visits. Needs no calendar; absent in a turn that may change nothing. */
  attend?(id: AppointmentId): Promise<Attendance>;
  /** Whether the patient's phone is known, or else whether it is waited for; absent where nothing is really sent. */
  ownPhone?(): Promise<'known' | 'asked' | 'unknown'>;
  /** Passes the conversation to people. A time that is held does not run out meanwhile: the hold they find, if any. */
  handOver(handover: Handover): Promise<Appointment | undefined>;
}

/** `unreadable`: it cannot be asked now. `needs-clinic`: not before somebody of the clinic does something. */
export type AgendaFailure = { readonly failure: 'unreadable' | 'needs-clinic' };

/** The patient's appointments and the clinic's free time. All of them see what is planned already. */
export interface AgendaTools {
  /** How long a time is held for a patient who has not said yes. */
  readonly holdMs: number;

  /**
   * Times that could be booked, earliest first: of the next weeks, or those around a day that is further away. With
   * everybody who does it, whoever the subject names. What is held for this patient is among them.
   */
  findTimes(
    subject: Pick<Subject, 'service' | 'moving'>,
    around?: LocalDate,
  ): Promise<OfferedSlots | AgendaFailure>;
  /** The patient's own: those to come and an open hold; also those that were looked up one by one. Earliest first. */
  appointments(): Promise<readonly Appointment[]>;
  /** One of the patient's own, whatever became of it; never somebody else's. */
  appointment(id: AppointmentId): Promise<Appointment | undefined>;

  /**
   * Holds a time, if it is free at this moment, and lets go of an earlier hold. With a subject that is `moving`, the
   * appointment stays until the calendar has confirmed the new time.
   */
  hold(request: HoldRequest): Promise<Held | NotHeld | AgendaFailure>;
  /** The patient's yes to a hold; never to one of this very turn, which the patient has not seen. */
  confirm(id: AppointmentId): Promise<Confirmed>;
  /** Lets a hold go. */
  release(id: AppointmentId): Promise<Released>;
  /** Ends what stands, and a move of it that is still open; not when the clinic's deadline for patients is over. */
  cancel(id: AppointmentId): Promise<Cancelled>;
}

type Held = {
  readonly outcome: 'held';
  readonly appointment: Appointment;
  /** What it takes the place of. */
  readonly moved: Appointment | undefined;
  /** The hold that it ended. */
  readonly letGo: Appointment | undefined;
  /** Another one of the same service, which the patient may have forgotten. */
  readonly other: Appointment | undefined;
};

/** Nothing of the patient's goes by this id. */
type NotYours = { readonly outcome: 'not-yours' };
/** It needs no yes any more. */
type Stands = { readonly outcome: 'stands'; readonly appointment: Appointment };
/** It has run out, or was let go. */
type Over = { readonly outcome: 'over'; readonly appointment: Appointment };

type Confirmed =
  NotYours | Stands | Over | { readonly outcome: 'requested'; readonly appointment: Appointment };

type Released =
  | NotYours
  | Stands
  | Over
  /** `kept` is what it would have taken the place of. */
  | {
      readonly outcome: 'released';
      readonly appointment: Appointment;
      readonly kept: Appointment | undefined;
    };

/** It begins so soon that the clinic decides, or that it stays. */
type TooLate = { readonly outcome: 'too-late'; readonly appointment: Appointment; readonly late: LateChange };

type Cancelled =
  | NotYours
  | TooLate
  /** `kept` is what it would have taken the place of. */
  | {
      readonly outcome: 'cancelled';
      readonly appointment: Appointment;
      readonly kept: Appointment | undefined;
    };
