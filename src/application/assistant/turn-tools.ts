import type { TurnPlan } from '../../domain/assistant/answer.ts';
import { keepsHold, withHeldTime, type Handover } from '../../domain/assistant/handover.ts';
import { appointmentId, type Appointment } from '../../domain/scheduling/appointment.ts';
import { renewedHold } from '../../domain/scheduling/visits/holding.ts';
import { awaitsYes } from '../../domain/scheduling/visits/patient-visits.ts';
import type { TurnTools } from '../ports/assistant/turn-tools.ts';
import { attendanceTool } from './attendance-tool.ts';
import { agendaTools } from './agenda-tools.ts';
import type { AgendaNeeds, BoundTurn } from './bound-turn.ts';
import { canBook } from './can-book.ts';
import { ownPhone } from './own-phone.ts';
import { ownVisits } from './own-visits.ts';
import { saidBefore } from './said-before.ts';
import { shownLast } from './shown-last.ts';
import { given } from '../../domain/given.ts';

/** The tools of one turn, and what an assistant planned with them. */
export type BoundTools = { readonly tools: TurnTools; readonly plan: () => TurnPlan };

/** Database errors pass through. */
export type BindTurnTools = (turn: BoundTurn) => Promise<BoundTools>;

/** People need longer than the assistant: a held time is kept so many times as long for them. */
const timesAsLong = 3;

export const makeBindTurnTools =
  (needs: AgendaNeeds): BindTurnTools =>
  async (turn) => {
    const { context, now } = turn;
    const visits = ownVisits(needs.appointments, turn);
    const attend = attendanceTool(visits, now);
    const looks = {
      shownLast: shownLast(needs.conversations, turn),
      ownPhone: ownPhone(needs.conversations, turn),
    };
    if (!(await canBook(needs, context.clinicId, turn.google))) {
      const { tools, plan } = toolsWithoutAgenda(saidBefore(needs.conversations, turn));
      return {
        tools: { ...tools, ...looks, attend },
        plan: () => ({ ...plan(), appointmentChanges: visits.changes }),
      };
    }

    /** Keeps the time that is held longer; what is planned already decides about it otherwise. */
    const renewHold = async (): Promise<Appointment | undefined> => {
      if (visits.changes.length > 0) return undefined;
      const held = (await visits.all()).find((own) => awaitsYes(own, now));
      if (held === undefined) return undefined;
      const id = appointmentId(needs.ids.next());
      const appointment = renewedHold(held, id, now, timesAsLong * needs.syncPolicy.holdMs);
      visits.plan({ change: 'cancel', appointmentId: held.id, reason: 'released', at: now });
      visits.plan({ change: 'hold', appointment });
      return appointment;
    };

    let handover: Handover | undefined;
    return {
      tools: {
        agenda: agendaTools(needs, turn, visits),
        saidBefore: saidBefore(needs.conversations, turn),
        ...looks,
        attend,
        async handOver(given) {
          const held = keepsHold(given.reason) ? await renewHold() : undefined;
          handover = held ? withHeldTime(given, held, context) : given;
          return held;
        },
      },
      plan: () => ({ appointmentChanges: visits.changes, ...given({ handover }) }),
    };
  };

/** For a turn that must not, or cannot, look into the agenda. */
export function toolsWithoutAgenda(said: TurnTools['saidBefore'] = async () => []): BoundTools {
  let handover: Handover | undefined;
  return {
    tools: {
      saidBefore: said,
      async handOver(given) {
        handover = given;
        return undefined;
      },
    },
    plan: () => ({ appointmentChanges: [], ...given({ handover }) }),
  };
}
