import type { OutboundContent } from '../../src/domain/messaging/message.ts';
import { moneyFaults } from './money.ts';
import { actFaults } from './acts.ts';
import { healthFaults, vacancyFaults } from './claims.ts';
import { nameFaults } from './names.ts';
import { numberFaults } from './numbers.ts';
import { timeFaults } from './times.ts';
import type { Truth } from './truth.ts';
import { sentencesOf } from './words.ts';

export type Judgement = {
  readonly wrongFacts: readonly string[];
  readonly claimedNotDone: readonly string[];
};

/**
 * A second reader of what was sent. It is small and strict, knows nothing of the reader that guards a model's words, and
 * holds what it reads against the clinic's context, the calendars and the book.
 */
export function judged(content: OutboundContent, shown: string, truth: Truth): Judgement {
  const hasList = content.type === 'list' || content.type === 'buttons';
  const said = sentencesOf(shown);
  return {
    wrongFacts: said.flatMap((one) => [
      ...moneyFaults(one, truth),
      ...timeFaults(one, truth),
      ...numberFaults(one, truth),
      ...nameFaults(one, truth),
      ...vacancyFaults(one, hasList),
      ...healthFaults(one, truth),
    ]),
    claimedNotDone: said.flatMap((one) => actFaults(one, truth)),
  };
}
