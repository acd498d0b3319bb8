import { beforeAll, expect, it } from 'vitest';
import { clinics } from '../../../eval/clinics/clinics.ts';
import { ungroundedIn } from '../../../src/domain/assistant/grounding/ungrounded.ts';
import type { ClinicContext } from '../../../src/domain/clinic/clinic-context.ts';
import { guidedReplies, shownText, type GuidedReply } from '../../support/assistant/guided-replies.ts';
import { patientPhrases } from '../../support/assistant/patient-phrases.ts';
import { contextFrom } from '../../support/assistant/spoken.ts';
import { wrongDigits, wrongSubjects } from '../../support/assistant/wrong-statements.ts';

const moments = ['2026-11-24T14:00:00Z', '2026-11-25T01:30:00Z'].map((text) => new Date(text));

/** What patients ask this very clinic. */
const phrasesFor = ({ services, professionals, insurances }: ClinicContext): readonly string[] => [
  ...patientPhrases,
  ...services
    .slice(0, 14)
    .flatMap(({ name }) => [`quanto custa ${name}?`, `preparo para ${name}`, `quem faz ${name}?`, name]),
  ...professionals.flatMap(({ name }) => [`qual o horário de ${name}?`, `${name} atende quinta?`, name]),
  ...insurances.map(({ name }) => `aceita ${name}?`),
];

let corpus: readonly GuidedReply[] = [];
beforeAll(async () => {
  const contexts = Object.values(clinics).map(({ name, document }) => contextFrom(document, name));
  const replies: GuidedReply[] = [];
  for (const context of contexts)
    for (const now of moments) replies.push(...(await guidedReplies(context, phrasesFor(context), now)));
  const seen = new Set<string>();
  corpus = replies.filter(({ content, facts }) => {
    const key = JSON.stringify([content, facts.context.name, facts.patientWords]);
    return !seen.has(key) && seen.add(key);
  });
}, 60_000);

it('finds nothing in what the guided assistant says for six clinics', { timeout: 60_000 }, () => {
  expect(corpus.length).toBeGreaterThan(1_000);
  for (const { content, facts } of corpus) {
    const text = shownText(content);
    expect({ text, findings: ungroundedIn(text, facts) }).toEqual({ text, findings: [] });
  }
});

it('finds at least 99.5 % of wrong digits and swapped subjects in it', { timeout: 60_000 }, () => {
  const counts: Record<'digits' | 'subjects', [made: number, missed: number]> = {
    digits: [0, 0],
    subjects: [0, 0],
  };
  const missed: string[] = [];
  const seen = new Set<string>();
  for (const { content, facts } of corpus) {
    const { body } = content;
    if (seen.has(body)) continue;
    seen.add(body);
    const wrong = {
      digits: wrongDigits(body, facts.context, 4),
      subjects: wrongSubjects(body, facts.context),
    };
    for (const kind of ['digits', 'subjects'] as const)
      for (const text of wrong[kind]) {
        counts[kind][0] += 1;
        if (ungroundedIn(text, facts).length > 0) continue;
        counts[kind][1] += 1;
        missed.push(text);
      }
  }
  const [made, slipped] = [counts.digits[0] + counts.subjects[0], counts.digits[1] + counts.subjects[1]];
  console.log(
    `wrong digits ${counts.digits[0]}, missed ${counts.digits[1]}; swapped subjects ${counts.subjects[0]}, missed ${counts.subjects[1]}; caught ${(100 * (1 - slipped / made)).toFixed(2)} %`,
  );
  expect({ isEnough: slipped / made <= 0.005, missed }).toMatchObject({ isEnough: true });
  expect(counts.digits[0]).toBeGreaterThan(1_000);
  expect(counts.subjects[0]).toBeGreaterThan(150);
});
