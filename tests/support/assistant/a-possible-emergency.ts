import { sentenceFiles } from '../../../dev/emergencies/labelled.ts';
import type { Danger } from '../../../src/domain/assistant/safety/danger-signs.ts';
import { suspicionIn } from '../../../src/domain/assistant/safety/danger-in-steps.ts';

/** Something that is like an emergency, and not surely one, whatever was learnt last. */
export function aPossibleEmergency(danger: Danger = 'emergency'): string {
  for (const sentences of sentenceFiles().values())
    for (const { text, emergency, suicidal = false } of sentences) {
      if (!emergency || suicidal !== (danger === 'suicidal')) continue;
      const suspicion = suspicionIn([text]);
      if (suspicion?.isCertain === false && suspicion.danger === danger) return text;
    }
  throw new Error('Nothing is only possibly an emergency');
}
