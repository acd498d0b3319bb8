import { wordsOf } from '../../../domain/language/normalise-text.ts';
import { otherSigns } from '../lexicon/other-signs.ts';
import { phraseCutter, phraseFinder } from '../../../domain/language/phrase.ts';
import { questionSigns } from '../lexicon/question-signs.ts';
import { requestSigns } from '../lexicon/request-signs.ts';
import type { Topic } from './topic.ts';

const signs = [...questionSigns, ...requestSigns, ...otherSigns].map(({ topic, says, unless = [] }) => ({
  topic,
  isSaid: phraseFinder(says),
  withoutOthers: phraseCutter(unless),
}));

/** In normalised words, with names of services already replaced by their mark. */
export function topicsIn(normal: string): ReadonlySet<Topic> {
  const words = wordsOf(normal);
  return settled(
    new Set(
      signs.filter(({ isSaid, withoutOthers }) => isSaid(withoutOthers(words))).map(({ topic }) => topic),
    ),
    words,
  );
}

/** Topics that explain the words of others: who asks for the first does not ask for the rest. */
const explains: readonly (readonly [Topic, ...(readonly Topic[])])[] = [
  ['booking-policy', 'prices', 'payment'],
  ['change-booking', 'booking', 'hours', 'services', 'own-booking', 'booking-policy'],
  ['confirm-booking', 'booking', 'hours', 'services', 'own-booking'],
  ['results', 'own-booking', 'contacts'],
  ['own-booking', 'booking', 'hours', 'services'],
  ['human', 'contacts', 'professionals', 'services', 'robot', 'care-rules', 'payment', 'late-arrival'],
  ['contacts', 'services'],
  ['sending-files', 'services', 'results', 'insurance'],
  ['complaint', 'robot', 'praise'],
  ['late-arrival', 'arrival'],
  ['booking', 'hours', 'menu'],
  ['business', 'booking', 'facilities', 'professionals', 'services', 'human'],
  ['urgent-care', 'services', 'hours', 'address', 'insurance'],
  // "vocês atendem Unimed?", "vocês fazem ultrassom?" – the thing named decides
  ['insurance', 'services'],
  ['hours', 'services'],
  ['preparation', 'services'],
  ['results', 'services'],
  ['payment', 'services'],
  ['facilities', 'services'],
  ['care-rules', 'services'],
  ['prices', 'services'],
  ['booking', 'services'],
  ['about', 'services'],
];

const asksPriceOfPlan = phraseFinder(['valor/valores/preco … carteirinha/plano']);

function settled(found: Set<Topic>, words: readonly string[]): ReadonlySet<Topic> {
  for (const [winner, ...losers] of explains) {
    if (found.has(winner)) for (const loser of losers) found.delete(loser);
  }
  for (const idle of ['menu', 'praise', 'arrival', 'giving-data'] as const)
    if (found.size > 1) found.delete(idle);
  if (asksPriceOfPlan(words)) found.delete('insurance');
  return found;
}
