import { localTime } from '../../domain/clinic/local-time.ts';
import { appointmentId, type Appointment } from '../../domain/scheduling/appointment.ts';
import { limitsOn } from '../../domain/scheduling/visit-limits.ts';
import { endings } from '../../domain/scheduling/change-appointment.ts';
import { lateChange } from '../../domain/scheduling/visits/late-change.ts';
import { mayHold, newHold } from '../../domain/scheduling/visits/holding.ts';
import { awaitsCalendar, awaitsYes, stands } from '../../domain/scheduling/visits/patient-visits.ts';
import type { AgendaTools } from '../ports/assistant/turn-tools.ts';
import { makeFindTimes } from './find-times.ts';
import type { OwnVisits } from './own-visits.ts';
import type { AgendaNeeds, BoundTurn } from './bound-turn.ts';

/** The agenda of one turn; `visits` keeps what is planned. */
export function agendaTools(needs: AgendaNeeds, turn: BoundTurn, visits: OwnVisits): AgendaTools {
  const { context, contactId, conversationId, now } = turn;
  const { holdMs } = needs.syncPolicy;
  const findTimes = makeFindTimes(needs.findAvailability, turn, visits);
  const release = ({ id }: Appointment) =>
    visits.plan({ change: 'cancel', appointmentId: id, reason: 'released', at: now });
  /** What it would have taken the place of. */
  const keptBy = async ({ replaces }: Appointment) => {
    const kept = replaces && (await visits.find(replaces));
    return kept && stands(kept, now) ? kept : undefined;
  };

  return {
    holdMs,
    findTimes: (subject, around) => findTimes(subject, { around }),
    appointments: () => visits.all(),
    appointment: (id) => visits.find(id),

    async hold(request) {
      const { subject, start } = request;
      if (subject.moving !== undefined && (await visits.find(subject.moving)) === undefined)
        return { outcome: 'not-yours' };
      const times = await findTimes(subject, {
        around: localTime(context.timeZone, start).date,
        fresh: true,
      });
      if ('failure' in times) return times;
      const decision = mayHold(request, { own: await visits.all(), times, now }, context);
      if (decision.outcome === 'unknown') return { failure: 'unreadable' };
      if (decision.outcome !== 'free') return decision;
      const { time, moved, letGo, other } = decision;
      const id = appointmentId(needs.ids.next());
      const appointment = newHold(
        { id, subject, time, moved, now, holdMs, contactId, conversationId },
        context,
      );
      letGo.forEach(release);
      visits.plan({ change: 'hold', appointment, limits: limitsOn(context, appointment) });
      return { outcome: 'held', appointment, moved, letGo: letGo[0], other };
    },

    async confirm(id) {
      const found = await visits.find(id);
      if (found === undefined || visits.isNew(id)) return { outcome: 'not-yours' };
      if (stands(found, now)) return { outcome: 'stands', appointment: found };
      if (!awaitsYes(found, now)) return { outcome: 'over', appointment: found };
      visits.plan({ change: 'request', appointmentId: id, at: now });
      return { outcome: 'requested', appointment: found };
    },

    async release(id) {
      const found = await visits.find(id);
      if (found === undefined) return { outcome: 'not-yours' };
      if (stands(found, now)) return { outcome: 'stands', appointment: found };
      if (!awaitsYes(found, now)) return { outcome: 'over', appointment: found };
      release(found);
      return { outcome: 'released', appointment: found, kept: await keptBy(found) };
    },

    async cancel(id) {
      const found = await visits.find(id);
      if (found === undefined || !stands(found, now)) return { outcome: 'not-yours' };
      const late = lateChange('cancel', found, context, now);
      if (late) return { outcome: 'too-late', appointment: found, late };
      const isOpenMove = (own: Appointment) =>
        own.replaces === id && (awaitsCalendar(own) || awaitsYes(own, now));
      const moves = (await visits.all()).filter(isOpenMove);
      for (const one of [...moves, found])
        visits.plan({ change: 'cancel', appointmentId: one.id, reason: endings.byPatient, at: now });
      return { outcome: 'cancelled', appointment: found, kept: await keptBy(found) };
    },
  };
}
