import { judged, type Suspicion } from '../../src/domain/assistant/safety/danger-in-steps.ts';
import { dangerBySigns, type Danger } from '../../src/domain/assistant/safety/danger-signs.ts';
import { likenessIn, type Likeness } from '../../src/domain/assistant/safety/likeness/likeness.ts';
import { learn } from './learn.ts';
import type { Labelled } from './labelled.ts';

type Read = Labelled & {
  readonly bySigns: Danger | undefined;
  readonly likeness: Likeness;
};

/** Likenesses at which it is told what lies above. */
const thresholds = [0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];

/**
 * What is found in each file of sentences by what was learnt from all others: how the two readers do with somebody whose
 * sentences they have never seen.
 */
export function validated(
  files: ReadonlyMap<string, readonly Labelled[]>,
  unseen: readonly string[],
): string {
  const parts = unseen.map((name): readonly [string, readonly Read[]] => {
    const others = [...files].filter(([other]) => other !== name).flatMap(([, sentences]) => sentences);
    const models = learn(others);
    const read = (sentence: Labelled): Read => ({
      ...sentence,
      bySigns: dangerBySigns([sentence.text]),
      likeness: likenessIn([sentence.text], models),
    });
    return [name, (files.get(name) ?? []).map(read)];
  });
  const all = parts.flatMap(([, read]) => read);
  return [...parts, ['all', all] as const].map(([name, read]) => `${name}\n${told(read)}`).join('\n\n');
}

function told(all: readonly Read[]): string {
  const emergencies = all.filter(({ emergency }) => emergency);
  const harmless = all.filter(({ emergency }) => !emergency);
  const both = (is: (one: Read) => boolean) =>
    `${share(emergencies, is)} of emergencies, ${share(harmless, is)} of harmless lines`;
  const suspicion = (one: Read): Suspicion | undefined =>
    one.bySigns === 'suicidal'
      ? { danger: one.bySigns, isCertain: true }
      : judged(one.bySigns, one.likeness, [one.text]);
  return [
    `  rules alone: ${both(({ bySigns }) => bySigns !== undefined)}`,
    `  alarm: ${both((one) => suspicion(one)?.isCertain === true)}`,
    `  asked back: ${both((one) => suspicion(one)?.isCertain === false)}`,
    `  alarm or asked back: ${both((one) => suspicion(one) !== undefined)}`,
    ...thresholds.map(
      (least) =>
        `  likeness of ${least.toFixed(2)} or more: ${both(({ likeness }) => likeness.emergency >= least)}`,
    ),
  ].join('\n');
}

const share = <T>(some: readonly T[], is: (one: T) => boolean): string =>
  `${((100 * some.filter(is).length) / some.length).toFixed(1)} %`;
