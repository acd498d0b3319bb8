import { describe, expect, it } from 'vitest';
import { wantedTimeIn } from '../../../../src/adapters/guided/understanding/wanted-time.ts';
import type { LocalDate } from '../../../../src/domain/clinic/local-time.ts';
import { contextOf } from '../talk.ts';
import { dialogues, secondRound, type TrialDialogue } from './dialogues.ts';
import { flawsOf } from './run-dialogue.ts';

async function tried(list: readonly TrialDialogue[]) {
  const failed: string[] = [];
  for (const dialogue of list) {
    const flaws = await flawsOf(dialogue);
    if (flaws.length > 0)
      failed.push(`[${dialogue.kind}] ${dialogue.turns.join(' → ')}: ${flaws.join('; ')}`);
  }
  const succeeded = list.length - failed.length;
  console.info(`dialogues that succeed: ${succeeded} of ${list.length}`);
  return { rate: succeeded / list.length, failed: failed.join('\n') };
}

describe('the guided dialogue of six clinics', () => {
  it('does what was asked, in the words of patients', async () => {
    const { rate, failed } = await tried(dialogues);
    expect(rate, failed).toBeGreaterThanOrEqual(0.95);
  });

  it('and in those of a second round', async () => {
    const { rate, failed } = await tried(secondRound);
    expect(rate, failed).toBeGreaterThanOrEqual(0.9);
  });
});

describe('small hours', () => {
  const today = '2026-11-24' as LocalDate;
  const hoursOf = (abertura: string, fechamento: string) =>
    contextOf({ clinica: { horario_funcionamento: { terca: { abertura, fechamento } } } }).openingHours;

  it.each([
    ['as 01h00', 60],
    ['as 02h30', 150],
  ])('of a clinic that is open at night are as they are written: %s', (said, minutes) => {
    expect(wantedTimeIn(said, today, hoursOf('20:00', '04:00'))?.minutes).toBe(minutes);
  });

  it('of a clinic of the day are of the afternoon', () => {
    expect(wantedTimeIn('as 02h30', today, hoursOf('08:00', '18:00'))?.minutes).toBe(14 * 60 + 30);
  });

  it('"só depois do dia 2" leaves the day out, and "na outra semana" begins on its Monday', () => {
    expect(wantedTimeIn('so depois do dia 2', today)).toMatchObject({ day: '2026-12-03', orLater: true });
    expect(wantedTimeIn('na outra semana', today)).toMatchObject({ day: '2026-11-30', orLater: true });
  });
});
