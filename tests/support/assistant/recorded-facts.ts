import type { AgendaTools, TurnTools } from '../../../src/application/ports/assistant/turn-tools.ts';
import type { FoundTime, TurnAct } from '../../../src/domain/assistant/grounding/spoken-facts.ts';
import type { Appointment } from '../../../src/domain/scheduling/appointment.ts';

/** What a turn learned and did, as the tools saw it. */
export type RecordedFacts = {
  readonly tools: TurnTools;
  readonly facts: () => {
    readonly appointments: readonly Appointment[];
    readonly times: readonly FoundTime[];
    readonly acts: readonly TurnAct[];
  };
};

/** The same tools; everything that goes through them is remembered. */
export function recordedFacts(tools: TurnTools): RecordedFacts {
  const appointments = new Map<string, Appointment>();
  const times: FoundTime[] = [];
  const acts: TurnAct[] = [];
  const see = (...found: readonly (Appointment | undefined)[]) => {
    for (const one of found) if (one) appointments.set(one.id, one);
  };
  const recorded = (agenda: AgendaTools): AgendaTools => ({
    holdMs: agenda.holdMs,
    async findTimes(subject, around) {
      const found = await agenda.findTimes(subject, around);
      if ('slots' in found)
        for (const { slot, professionalId } of found.slots)
          times.push({ serviceId: subject.service.id, start: slot.start, professionalId });
      return found;
    },
    async appointments() {
      const found = await agenda.appointments();
      see(...found);
      return found;
    },
    async appointment(id) {
      const found = await agenda.appointment(id);
      see(found);
      return found;
    },
    async hold(request) {
      const held = await agenda.hold(request);
      if ('failure' in held) return held;
      if (held.outcome === 'held') {
        see(held.moved, held.letGo, held.other);
        acts.push({ act: 'held', appointment: held.appointment });
        if (held.letGo) acts.push({ act: 'released', appointment: held.letGo });
      } else if ('appointment' in held) see(held.appointment);
      else if (held.outcome === 'not-free')
        for (const { slot, professionalId } of held.instead.slots)
          times.push({ serviceId: request.subject.service.id, start: slot.start, professionalId });
      return held;
    },
    async confirm(id) {
      const yes = await agenda.confirm(id);
      if ('appointment' in yes) see(yes.appointment);
      if (yes.outcome === 'requested') acts.push({ act: 'requested', appointment: yes.appointment });
      return yes;
    },
    async release(id) {
      const end = await agenda.release(id);
      if ('appointment' in end) see(end.appointment);
      if (end.outcome === 'released') {
        see(end.kept);
        acts.push({ act: 'released', appointment: end.appointment });
      }
      return end;
    },
    async cancel(id) {
      const end = await agenda.cancel(id);
      if (end.outcome === 'cancelled') {
        see(end.appointment, end.kept);
        acts.push({ act: 'cancelled', appointment: end.appointment });
      }
      return end;
    },
  });
  return {
    tools: {
      saidBefore: () => tools.saidBefore(),
      ...(tools.agenda && { agenda: recorded(tools.agenda) }),
      async handOver(handover) {
        const held = await tools.handOver(handover);
        see(held);
        acts.push({ act: 'handed-over', reason: handover.reason });
        return held;
      },
    },
    facts: () => ({ appointments: [...appointments.values()], times, acts }),
  };
}
