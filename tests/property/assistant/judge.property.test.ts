import { expect, it } from 'vitest';
import { clinics } from '../../../eval/clinics/clinics.ts';
import { judged } from '../../../eval/judge/judge.ts';
import type { Truth } from '../../../eval/judge/truth.ts';
import { liesAbout, quietLies } from '../../../eval/models/lying.ts';
import { guidedReplies, shownText, type GuidedReply } from '../../support/assistant/guided-replies.ts';
import { patientPhrases } from '../../support/assistant/patient-phrases.ts';
import { contextFrom, local } from '../../support/assistant/spoken.ts';
import { wrongDigits, wrongSubjects } from '../../support/assistant/wrong-statements.ts';

const now = local('2026-11-24 11:00');
const contexts = Object.values(clinics).map(({ name, document }) => contextFrom(document, name));

const truthOf = (context: Truth['context'], facts?: GuidedReply['facts']): Truth => ({
  context,
  now,
  patientWords: facts?.patientWords ?? [],
  patientName: facts?.patientName,
  before: [],
  after: [],
  busy: new Map(),
  peopleKnow: (facts?.acts.length ?? 0) > 0,
});

/** The judge of the evaluation knows nothing of the reader that guards a model: here it is judged itself. */
const findings = (reply: GuidedReply, shown = shownText(reply.content)) => {
  const { wrongFacts, claimedNotDone } = judged(
    reply.content,
    shown,
    truthOf(reply.facts.context, reply.facts),
  );
  return [...wrongFacts, ...claimedNotDone];
};

const replies = (
  await Promise.all(contexts.map((context) => guidedReplies(context, patientPhrases, now)))
).flat();

it('finds nothing in what the guided assistant says for six clinics', () => {
  expect(replies.length).toBeGreaterThan(500);
  const alarms = replies.flatMap((reply) =>
    findings(reply).map((found) => `${found} | ${shownText(reply.content)}`),
  );
  expect([...new Set(alarms)]).toEqual([]);
});

it('finds every lie about a price, a time, a name or an act', () => {
  for (const context of contexts)
    for (const lie of liesAbout(context).filter((one) => !quietLies.includes(one))) {
      const { wrongFacts, claimedNotDone } = judged({ type: 'text', body: lie }, lie, truthOf(context));
      expect({ lie, isFound: wrongFacts.length + claimedNotDone.length > 0 }).toEqual({ lie, isFound: true });
    }
});

it('finds most wrong digits and swapped subjects by itself', () => {
  let [all, missed] = [0, 0];
  for (const reply of replies) {
    const { body } = reply.content;
    const wrong = [...wrongDigits(body, reply.facts.context, 3), ...wrongSubjects(body, reply.facts.context)];
    for (const text of wrong) {
      all += 1;
      if (findings(reply, text).length === 0) missed += 1;
    }
  }
  console.log(
    `the judge finds ${all - missed} of ${all} wrong statements (${((100 * (all - missed)) / all).toFixed(1)} %)`,
  );
  expect(missed / all).toBeLessThan(0.03);
});
