import type { ClinicContext } from '../clinic/clinic-context.ts';
import type { OutboundContent, PatientMessage } from '../messaging/message.ts';
import type { AppointmentChange } from '../scheduling/appointment-changes.ts';

export type AssistantRequest = {
  readonly context: ClinicContext;
  /** Unanswered messages of this turn, oldest first; at least one. */
  readonly messages: readonly PatientMessage[];
  /** What the assistant remembered after its last answer: JSON that only it reads; null at first. */
  readonly dialogue: unknown;
  readonly patientName?: string;
  readonly now: Date;
};

export type HandoverReason =
  'asked-for-human' | 'not-understood' | 'booking-wish' | 'emergency' | 'complaint';

type Handover = {
  readonly reason: HandoverReason;
  /** For the clinic's team, in pt-BR; nothing about the patient's health. */
  readonly summary: string;
};

export type AssistantAnswer = {
  /** In the order in which the patient should read them; WhatsApp bills per bubble, so usually one. */
  readonly replies: readonly OutboundContent[];
  /** What it wants to remember until the next turn: plain JSON. */
  readonly dialogue: unknown;
  /** Set when a human of the clinic should go on. */
  readonly handover?: Handover;
  /** What it does to the appointment book; commits together with the replies, or not at all. */
  readonly appointmentChanges?: readonly AppointmentChange[];
};
