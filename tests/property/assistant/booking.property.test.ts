import fc from 'fast-check';
import { expect, it } from 'vitest';
import { awaitsCalendar, awaitsYes } from '../../../src/domain/scheduling/visits/patient-visits.ts';
import { readDialogue } from '../../../src/adapters/guided/dialogue.ts';
import { normalised } from '../../../src/domain/language/normalise-text.ts';
import { isLive } from '../../../src/domain/scheduling/appointment.ts';
import {
  anAppointment,
  bookingTalk,
  uuid,
  type FreeTime,
  type Said,
} from '../../unit/assistant/booking-talk.ts';
import { choicesOf, textOf } from '../../unit/assistant/talk.ts';
import { checkLimits } from './assistant-worlds.ts';

/** Of the demo clinic, whose Dr. Otávio takes no new patients; from Tuesday 24 November to Tuesday 8 December. */
const anyFree: fc.Arbitrary<readonly FreeTime[]> = fc.array(
  fc
    .record({
      day: fc.integer({ min: 24, max: 38 }),
      hour: fc.integer({ min: 7, max: 19 }),
      half: fc.constantFrom('00', '30'),
      professionalId: fc.constantFrom('lara', 'lara', 'lara', 'otavio', 'bia', ''),
      minutes: fc.constantFrom(20, 30, 60),
    })
    .map(({ day, hour, half, ...rest }) => ({
      at: `2026-${day > 30 ? '12' : '11'}-${twoDigits(day > 30 ? day - 30 : day)} ${twoDigits(hour)}:${half}`,
      ...rest,
    })),
  { minLength: 10, maxLength: 40 },
);
const twoDigits = (n: number) => String(n).padStart(2, '0');

const phrases = [
  'sim',
  'Confirmo',
  'ok',
  'pode confirmar',
  '👍',
  'oi',
  'quero marcar uma consulta',
  'quero marcar consulta dermatológica',
  'marcar limpeza de pele dia 2 às 14:30',
  'consulta cardiológica',
  'quero marcar com a Dra. Lara',
  'amanhã',
  'dia 2 de manhã',
  'quinta à tarde',
  'às 15h',
  '9:30',
  'tem mais cedo?',
  'tem mais tarde?',
  'outro dia',
  'tanto faz',
  'o mais cedo possível',
  'não',
  'não, espera',
  'cancela',
  'deixa pra lá',
  'minhas consultas',
  'quero desmarcar',
  'quero remarcar minha consulta',
  'remarcar para dia 3 às 10h',
  'não vou poder ir',
  'já sou paciente',
  'é a primeira vez',
  'quanto custa?',
  'onde fica?',
  'obrigada',
  '😊',
  '1',
  '3',
  'quero falar com uma pessoa',
  'estou com falta de ar',
  'blorg',
];
const acts = [
  ...['confirm', 'other', 'release', 'show', 'move', 'cancel', 'sure', 'keep'],
  ...['slot', 'more', 'soon', 'days', 'on', 'patient', 'with', 'book'],
];
const named = [
  ...[uuid(9_001), uuid(9_002), uuid(9_003), uuid(1), uuid(2)],
  ...['consulta-dermato:lara', 'limpeza:', 'consulta-cardio:otavio', '::'],
];
const tails = [
  ...['', ':20261202T1730Z', ':20261126T1100Z', ':2026-12-02.morning'],
  ...[`::${uuid(9_001)}`, `::${uuid(9_003)}`, `:20261202T1730Z:${uuid(9_001)}`],
];
const forged = fc
  .tuple(fc.constantFrom(...acts), fc.constantFrom(...named), fc.constantFrom(...tails))
  .map((parts) => parts.join(''));

const anySaid = fc.oneof(
  { weight: 45, arbitrary: fc.constantFrom(...phrases).map((text) => ({ text })) },
  { weight: 3, arbitrary: fc.string().map((text) => ({ text })) },
  { weight: 80, arbitrary: fc.nat(4_000).map((tap) => ({ tap })) },
  {
    weight: 12,
    arbitrary: fc
      .tuple(forged, fc.nat(15))
      .map(([id, cut]) => ({ id: id.replace(/^[a-z-]+/, (act) => (cut === 0 ? act : `${act}:`)) })),
  },
);
type Anything = { readonly text?: string; readonly tap?: number; readonly id?: string };

const turn = fc.record({
  kind: fc.constant('turn' as const),
  said: fc.oneof(
    { weight: 5, arbitrary: anySaid.map((one) => [one]) },
    { weight: 1, arbitrary: fc.array(anySaid, { minLength: 1, maxLength: 3 }) },
  ),
  agenda: fc.constantFrom(
    'unreadable',
    'needs-clinic',
    'absent',
    'unknown',
    ...Array.from({ length: 30 }, () => 'well'),
  ),
  rivals: fc.constantFrom(0, 0, 0, 0, 0, 1, 2, 5),
});
const anyEvent = fc.oneof(
  { weight: 40, arbitrary: turn },
  {
    weight: 3,
    arbitrary: fc.constantFrom(1, 9, 11, 120, 1_440).map((minutes) => ({ kind: 'time' as const, minutes })),
  },
  { weight: 3, arbitrary: fc.boolean().map((confirms) => ({ kind: 'calendar' as const, confirms })) },
  { weight: 1, arbitrary: fc.nat(40).map((index) => ({ kind: 'taken' as const, index })) },
);

type Talk = ReturnType<typeof bookingTalk>;
type Counts = Record<'turns' | 'holds' | 'requests' | 'cancels' | 'moves', number>;

it(
  'never books without a yes, never holds twice, and stays within WhatsApp’s limits, whatever happens',
  { timeout: 120_000 },
  async () => {
    const counts: Counts = { turns: 0, holds: 0, requests: 0, cancels: 0, moves: 0 };
    await fc.assert(
      fc.asyncProperty(
        anyFree,
        fc.array(anyEvent, { minLength: 15, maxLength: 40 }),
        async (free, events) => {
          const talk = bookingTalk({ free });
          const foreign = anAppointment(3, '2026-11-30 11:00', {
            contactId: 'rita' as never,
            conversationId: 'elsewhere' as never,
          });
          talk.add(anAppointment(1, '2026-11-30 09:00'));
          talk.add(foreign);
          for (const event of events) {
            if (event.kind === 'time') talk.pass(event.minutes);
            else if (event.kind === 'calendar')
              talk[event.confirms ? 'calendarConfirms' : 'calendarRefuses']();
            else if (event.kind === 'taken') talk.take(free[event.index]?.at ?? '2026-11-26 08:00');
            else {
              const { agenda, rivals, said } = event;
              talk.world.failure = agenda === 'unreadable' || agenda === 'needs-clinic' ? agenda : undefined;
              talk.world.canBook = agenda !== 'absent';
              talk.world.unknown = agenda === 'unknown' ? ['lara'] : [];
              talk.world.rivals = rivals;
              await takeTurn(
                talk,
                said.map((one) => messageOf(one, talk)),
                counts,
              );
            }
          }
          expect(talk.appointments.find(({ id }) => id === foreign.id)).toEqual(foreign);
        },
      ),
      { numRuns: 250 },
    );
    // a property about nothing would hold, too
    expect(counts.turns).toBeGreaterThan(3_000);
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(10);
  },
);

function messageOf({ text, tap, id }: Anything, talk: Talk): Said {
  if (text !== undefined) return text;
  // mostly what was just offered, sometimes anything that ever was
  const current = choicesOf(talk.last.replies).filter((choice) => choice.id !== 'human');
  const isCurrent = current.length > 0 && (tap ?? 0) % 4 > 0;
  const offered = isCurrent ? current.map((choice) => choice.id) : talk.everSeen();
  const chosen = id ?? offered[(tap ?? 0) % Math.max(1, offered.length)] ?? 'book';
  return { type: 'interactive', text: 'x', choice: { id: chosen, title: 'x' } };
}

async function takeTurn(talk: Talk, said: readonly Said[], counts: Counts): Promise<void> {
  counts.turns += 1;
  const before = new Map(talk.appointments.map((one) => [one.id, one]));
  const request = talk.dialogue.request;
  const answer = await talk.say(...said);
  const changes = answer.appointmentChanges ?? [];
  const taps = said.flatMap((one) => (typeof one === 'string' ? [] : [one.choice?.id]));
  const texts = said.flatMap((one) => (typeof one === 'string' ? [one] : []));

  for (const content of answer.replies) {
    checkLimits(content);
    const titles = choicesOf([content]).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  }
  expect(readDialogue(JSON.parse(JSON.stringify(answer.dialogue)))).toEqual(answer.dialogue);
  expect(answer.replies.length + changes.length).toBeGreaterThan(0);

  for (const change of changes) {
    if (change.change === 'hold') {
      counts.holds += 1;
      counts.moves += change.appointment.replaces === undefined ? 0 : 1;
      expect(change.appointment.slot.start > talk.now).toBe(true);
      expect(change.appointment.requestedAt).toBeUndefined();
      continue;
    }
    const changed = before.get(change.appointmentId);
    expect(changed?.contactId).toBe('ana');
    const asked = request?.appointmentId === change.appointmentId ? request.asked : undefined;
    const saysYes = texts.some(mayMeanYes);
    if (change.change === 'request') {
      counts.requests += 1;
      const isTapped = taps.includes(`confirm:${change.appointmentId}`);
      expect(isTapped || (asked === 'confirmation' && saysYes)).toBe(true);
      expect(answer.handover).toBeUndefined();
    } else if (changed && (changed.state === 'confirmed' || awaitsCalendar(changed))) {
      counts.cancels += 1;
      const isOfMove = changes.some(
        (each) => each.change === 'cancel' && each.appointmentId === changed.replaces,
      );
      const isTapped = taps.includes(`sure:${change.appointmentId}`);
      expect(isTapped || isOfMove || (asked === 'cancellation' && (saysYes || texts.some(mayMeanEnd)))).toBe(
        true,
      );
    }
  }

  const live = talk.appointments.filter((one) => one.contactId === ('ana' as never) && isLive(one));
  // a calendar that never answered is no hold on a time that has passed
  const held = live.filter(
    (one) => awaitsYes(one, talk.now) || (awaitsCalendar(one) && one.slot.start > talk.now),
  );
  expect(held.filter((one) => awaitsYes(one, talk.now)).length).toBeLessThanOrEqual(1);
  expect(new Set(held.map(({ serviceId }) => serviceId)).size).toBe(held.length);

  const text = textOf(answer);
  expect(text).not.toMatch(/confirmad[oa]/i);
  if (/já está marcado|Esperamos você/.test(text)) {
    expect(live.some(({ state }) => state === 'confirmed')).toBe(true);
  }
  if (texts.includes('estou com falta de ar')) {
    expect(text).toContain('192');
    expect(changes).toEqual([]);
  } else if (texts.includes('quero falar com uma pessoa')) expect(answer.handover).toBeDefined();
}

/** Wider than what the dialogue takes for a yes; a number picks what was offered. */
const mayMeanYes = (text: string): boolean =>
  /^\d+$|\b(sim|confirmo|confirmar|ok|quero)\b/.test(normalised(text)) || text.includes('👍');
const mayMeanEnd = (text: string): boolean => /cancel|desmarc/.test(normalised(text));
