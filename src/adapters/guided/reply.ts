import type { ClinicContext } from '../../domain/clinic/clinic-context.ts';
import type { LocalDate } from '../../domain/clinic/local-time.ts';
import type { OpenState } from '../../domain/clinic/opening-hours.ts';
import type { ListRow } from '../../domain/messaging/message.ts';
import type { Agenda } from './booking/agenda.ts';
import type { HandoverReason } from '../../domain/assistant/answer.ts';
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
  /** Absent where the clinic's calendars cannot be asked: a wish is passed to people then. */
  readonly agenda?: Agenda | undefined;
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
  readonly handover?: { readonly reason: HandoverReason; readonly summary: string };
  /** The one service it was about, for "and how much is it?". */
  readonly serviceId?: string;
};
