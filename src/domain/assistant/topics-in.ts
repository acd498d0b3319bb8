import { isLike } from './likeness.ts';
import { wordsOf } from './normalise-text.ts';
import { questionSigns } from './question-signs.ts';
import { requestSigns } from './request-signs.ts';
import { split, type Topic } from './topic.ts';

const signs = [...questionSigns, ...requestSigns];

/** Right words that look like slips of others. */
const rightWords = split(
  'atende atendem atender atendimento cancelamento agenda agende marca marcado custas conta contas pode podem planta carta',
);
const known = new Set([...rightWords, ...signs.flatMap(([, { words }]) => words)]);

export function topicsIn(normal: string): ReadonlySet<Topic> {
  const words = wordsOf(normal);
  const found = new Set<Topic>();
  for (const [topic, { words: telling, phrases }] of signs) {
    if (
      phrases?.test(normal) ||
      words.some((word) => telling.some((sign) => word === sign || (!known.has(word) && isLike(word, sign))))
    )
      found.add(topic);
  }
  return settled(found, normal);
}

/** Some topics explain the words of others. */
function settled(found: Set<Topic>, normal: string): ReadonlySet<Topic> {
  const drop = (winner: Topic, ...losers: readonly Topic[]) => {
    if (found.has(winner)) for (const loser of losers) found.delete(loser);
  };
  drop('booking-policy', 'change-booking', 'booking', 'prices');
  drop('change-booking', 'booking', 'hours', 'services');
  drop('confirm-booking', 'booking', 'hours', 'services');
  drop('human', 'contacts', 'practitioners');
  drop('booking', 'hours', 'menu');
  // "vocês atendem Unimed?", "vocês fazem ultrassom?" – the thing named decides.
  for (const topic of [
    'insurance',
    'hours',
    'preparation',
    'results',
    'payment',
    'facilities',
    'prices',
    'booking',
  ] as const) {
    drop(topic, 'services');
  }
  drop('facilities', 'booking', 'address');
  if (found.size > 1) found.delete('menu');
  if (/\b(valor(es)?|preco)\b.*\b(carteirinha|plano)\b/.test(normal)) found.delete('insurance');
  return found;
}
