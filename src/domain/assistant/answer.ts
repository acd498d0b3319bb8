import type { ClinicContext } from '../clinic/clinic-context.ts';
import type { Choice, OutboundContent, PatientMessage } from '../messaging/message.ts';
import type { AppointmentChange } from '../scheduling/appointment-changes.ts';
import type { Handover } from './handover.ts';

export type AssistantRequest = {
  readonly context: ClinicContext;
  /** Unanswered messages of this turn, oldest first; at least one. */
  readonly messages: readonly PatientMessage[];
  /** What the assistant remembered after its last answer: JSON that only it reads; null at first. */
  readonly dialogue: unknown;
  /** What a number stands for that was written in this turn, where that is known better than by the assistant. */
  readonly shown?: readonly Choice[];
  readonly patientName?: string;
  readonly now: Date;
  /** People should answer, and nobody has looked yet: the assistant does what it can until they do. */
  readonly waitsForPeople?: boolean;
  /** An emergency was found a short while ago: what is not understood may be about it. */
  readonly isAfterAlarm?: boolean;
};

export type AssistantAnswer = {
  /** In the order in which the patient should read them; WhatsApp bills per bubble, so usually one. */
  readonly replies: readonly OutboundContent[];
  /** What it wants to remember until the next turn: plain JSON. */
  readonly dialogue: unknown;
};

/** What a turn does besides answering. It commits together with the answer, or not at all. */
export type TurnPlan = {
  /** Set when a human of the clinic should go on. */
  readonly handover?: Handover;
  /** To be made in this order. */
  readonly appointmentChanges: readonly AppointmentChange[];
};
