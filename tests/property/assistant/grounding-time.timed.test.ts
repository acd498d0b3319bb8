import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ungroundedIn } from '../../../src/domain/assistant/grounding/ungrounded.ts';
import { bestMs, holdsShortly } from '../../support/holds-shortly.ts';
import { spokenFacts } from '../../support/assistant/spoken.ts';

const longest = 4_096;
const whole = (text: string) => text.repeat(Math.ceil(longest / Math.max(1, text.length))).slice(0, longest);

const pieces = [
  ...'às 8h30 |R$ 1.280,00 |segunda a |vinte e |26/11 |Dra. |Dra. Lara |Limpeza de pele |*consulta* |a. |a\n|1-|1 |.|:|; |? |( |@|https://a.b/|a1|Rua |não |vou |marquei |equipe |por 24 horas e não |Tome banho antes de vir: o aparelho fica no braço por |de a |seu |exame |hoje |Aa Bb |é uma |•'.split(
    '|',
  ),
];

const longestOf = (text: string) => {
  const facts = spokenFacts({ patientWords: [text] });
  return () => bestMs(() => ungroundedIn(text, facts));
};

it('takes at most 50 ms for the longest message, whatever it repeats', async () => {
  for (const piece of pieces) await holdsShortly(longestOf(whole(piece)), piece);
});

it('takes at most 50 ms for the longest message of any pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 12 })), {
        minLength: 1,
        maxLength: 40,
      }),
      (parts) => holdsShortly(longestOf(whole(parts.join('')))),
    ),
    { numRuns: 40 },
  );
});

it('refuses what is longer than a message', () => {
  expect(ungroundedIn('a'.repeat(longest + 1), spokenFacts())).not.toEqual([]);
});
