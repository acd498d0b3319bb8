import { sightingIdentities, type Identity, type Sighting } from '../messaging/people/contact-identity.ts';
import { phoneDigits, phoneVariants } from '../messaging/people/phone-number.ts';
import type { WebhookItem } from '../messaging/webhook-item.ts';

/** Longer strings are words, not names. */
const longestName = 150;
/** Of an item that nobody could read; a hostile one must not cost more. */
const mostNames = 5_000;

/**
 * Whom an item is about: the two ends of a message, the recipient of a status. What a patient writes about somebody
 * else makes it nobody else's. Of what could not be read everything that may be a name counts.
 */
export function identitiesIn(item: WebhookItem): readonly Identity[] {
  switch (item.kind) {
    case 'message': {
      const { previous, current } = item.identityChange ?? {};
      return [item.person, previous, current].flatMap((seen) => (seen ? sightingIdentities(seen) : []));
    }
    case 'status':
      return sightingIdentities(item.recipient);
    case 'preference':
      return sightingIdentities(item.person);
    case 'account':
    case 'template':
      return [];
    case 'unhandled':
      return namesIn(item.raw).flatMap((name) => sightingIdentities(sightingOf(name)));
  }
}

/** The values by which a text search finds every item that could be about these people, and some more. */
export const searchValues = (identities: readonly Identity[]): readonly string[] => [
  ...new Set(
    identities.flatMap(({ value }) => {
      const phone = phoneDigits(value);
      return phone === undefined ? [value] : [value, ...phoneVariants(phone)];
    }),
  ),
];

function sightingOf(name: string): Sighting {
  const phone = phoneDigits(name);
  return phone === undefined ? { bsuid: name, parentBsuid: name } : { phone };
}

function namesIn(raw: unknown): readonly string[] {
  const names = new Set<string>();
  const waiting: unknown[] = [raw];
  while (waiting.length > 0 && names.size < mostNames) {
    const value = waiting.pop();
    if (typeof value === 'string') for (const name of namesInText(value)) names.add(name);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) waiting.push(key, inner);
    }
  }
  return [...names];
}

/** A text that is no name itself may quote some: a body that is not JSON is kept as it came. */
const namesInText = (text: string): readonly string[] => [
  ...(text.length <= longestName ? [text] : []),
  ...(text.match(/[\w.-]{6,150}/g) ?? []).slice(0, mostNames),
];
