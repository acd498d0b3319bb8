import type { AgendaFailure, AgendaTools } from '../../../application/ports/assistant/turn-tools.ts';
import type { VisitRequest } from '../visit-request.ts';
import type { Reply, Situation } from '../reply.ts';

/** A situation in which the agenda can be asked. */
export type AgendaSituation = Situation & { readonly agenda: AgendaTools };

export type BookingReply = {
  /** Absent where the calendar's answer says it: see `tellOfAppointment`. */
  readonly reply?: Reply;
  /** What is remembered of the request; absent when it is over. */
  readonly request?: VisitRequest;
};

/** What a turn comes to, as far as the agenda is concerned. */
export type AgendaAnswer = AgendaFailure | BookingReply;
