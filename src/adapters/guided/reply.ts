import type { ClinicContext } from '../../domain/clinic/clinic-context.ts';
import type { LocalDate } from '../../domain/clinic/local-time.ts';
import type { OpenState } from '../../domain/clinic/opening-hours.ts';
import type { ListRow } from '../../domain/messaging/message.ts';
import type { Handover } from '../../domain/assistant/handover.ts';
import type { AgendaTools } from '../../application/ports/assistant/turn-tools.ts';
import type { VisitRequest } from './visit-request.ts';
import type { Dialogue } from './dialogue.ts';

/** What every reply may look at. */
export type Situation = {
  readonly context: ClinicContext;
  readonly dialogue: Dialogue;
  readonly now: Date;
  /** By the clinic's clocks. */
  readonly today: LocalDate;
  readonly minutes: number;
  readonly open: OpenState;
  readonly firstName: string | undefined;
  /** People should answer, and nobody has looked yet. */
  readonly waitsForPeople: boolean;
  /** An emergency was found a short while ago. */
  readonly isAfterAlarm: boolean;
  /** Whether this turn may confirm or end anything, or is only asked about it: see `maySettle`. */
  readonly maySettle: boolean;
  /** Absent where the clinic's calendars cannot be asked: a request is passed to people then. */
  readonly agenda?: AgendaTools | undefined;
};

export type MenuRow = ListRow & { readonly section?: string };

/** Something to choose from; few short choices become buttons. */
export type Menu = { readonly button: string; readonly rows: readonly MenuRow[] };

/** One thing said in a turn; several are put into one bubble. */
export type Reply = {
  readonly text: string;
  readonly menu?: Menu;
  /** Says "choose below": worth nothing without its own menu. */
  readonly pointsToMenu?: boolean;
  /** Says when the clinic opens again. */
  readonly tellsHours?: boolean;
  readonly handover?: Handover;
  /** The one service it was about, for "and how much is it?". */
  readonly serviceId?: string;
};

/** All that is said in a turn. */
export type TurnReplies = {
  /** None where the calendar's answer says it. */
  readonly replies: readonly Reply[];
  /** What is remembered of a request for a time; absent when there is none, or it is over. */
  readonly request?: VisitRequest | undefined;
  /** Nothing was understood. */
  readonly failed?: boolean;
  /** Nothing but "hello": the whole greeting is due. */
  readonly isPlainGreeting?: boolean;
};
