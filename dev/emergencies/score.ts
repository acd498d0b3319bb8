import { suspicionIn, type Suspicion } from '../../src/domain/assistant/safety/danger-in-steps.ts';
import type { Labelled } from './labelled.ts';

type Scored = Labelled & { readonly found: Suspicion | undefined };

export const scored = (sentences: readonly Labelled[]): readonly Scored[] =>
  sentences.map((sentence) => ({ ...sentence, found: suspicionIn([sentence.text]) }));

/** How many were answered as what, in words; with the lines that were answered wrongly if those are wanted. */
export function report(all: readonly Scored[], withLines: boolean): string {
  const of = (isEmergency: boolean) => all.filter(({ emergency }) => emergency === isEmergency);
  const counts = (some: readonly Scored[]) => {
    const possible = some.filter(({ found }) => found?.isCertain === false).length;
    const left = some.filter(({ found }) => found === undefined).length;
    return `${some.length - possible - left} alarm, ${possible} asked back, ${left} neither, of ${some.length}`;
  };
  const wrong = all.filter(({ emergency, found }) => emergency === (found === undefined));
  return [
    `emergencies: ${counts(of(true))}`,
    `harmless: ${counts(of(false))}`,
    ...(withLines ? wrong.map(({ text, found }) => `${named(found)}: ${text}`) : []),
  ].join('\n');
}

const named = (found: Suspicion | undefined): string => {
  if (found === undefined) return 'missed';
  return `${found.isCertain ? 'alarm' : 'asked back'} (${found.danger})`;
};
