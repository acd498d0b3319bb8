import { agendaTap } from '../../../domain/patient-messages/choice-ids.ts';
import { slotTitle } from '../../../domain/patient-messages/slot-phrases.ts';
import { localTime } from '../../../domain/clinic/local-time.ts';
import { listed } from '../../../domain/language/phrasing.ts';
import { offerTimesIn, subjectPhrase } from '../replies/times.ts';
import type { Reply, Situation } from '../reply.ts';
import { remindOfAgenda } from '../booking/reminders.ts';
import { subjectOfRequest } from '../booking/subjects.ts';
import { timesFor } from '../booking/usable-times.ts';

const mostNamed = 3;

/**
 * As `remindOfAgenda`; where times were shown last, those of them that are still free, so that the next tap or number
 * means what it meant before the question.
 */
export async function remindOfTimes(situation: Situation): Promise<Reply | undefined> {
  const { agenda, context, dialogue } = situation;
  const { request, offered } = dialogue;
  const subject = request?.asked === 'slot' ? subjectOfRequest(request, context) : undefined;
  const shown = offered.flatMap(({ id }) => {
    const tap = agendaTap(id, context);
    return tap?.act === 'slot' ? [tap] : [];
  });
  const [first] = shown;
  if (agenda === undefined || subject === undefined || first === undefined) return remindOfAgenda(situation);
  const around = localTime(context.timeZone, first.at).date;
  const free = await timesFor(subject, request?.patientOf, { ...situation, agenda }, { around });
  if ('failure' in free) return remindOfAgenda(situation);
  const page = free.filter(({ slot, professionalId }) =>
    shown.some(
      ({ at, subject: { professional } }) =>
        at.getTime() === slot.start.getTime() &&
        (professional === undefined || professional.id === professionalId),
    ),
  );
  const last = page.at(-1)?.slot.start;
  if (last === undefined) return remindOfAgenda(situation);
  const named = page.slice(0, mostNamed).map(({ slot }) => `*${slotTitle(slot.start, context.timeZone)}*`);
  const are = page.length > mostNamed ? `${named.join(', ')} e outros` : listed(named);
  const act = subject.moving === undefined ? 'marcar' : 'remarcar';
  const text = `Para ${act} ${subjectPhrase(subject)}, continuam livres: ${are}. Qual prefere?`;
  return offerTimesIn(
    subject,
    { page, hasMore: free.some(({ slot }) => slot.start > last) },
    text,
    situation,
  );
}
