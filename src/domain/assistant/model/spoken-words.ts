import type { Finding } from '../grounding/finding.ts';
import { filledReferences } from '../grounding/references.ts';
import type { SpokenFacts } from '../grounding/spoken-facts.ts';
import { unsupportedIn } from '../grounding/support/unsupported.ts';
import { ungroundedIn } from '../grounding/ungrounded.ts';
import { whatsAppForm } from '../whatsapp-form.ts';

/** Longer answers are no answers on a phone. In UTF-16 units. */
const longestWords = 900;

type Checked =
  | { readonly words: string }
  /** Not to be sent, and why. */
  | { readonly replaced: string; readonly because: readonly string[] };

/**
 * Words of a model as they may be sent: in WhatsApp's form, references filled, every statement of them borne out.
 * `because` names kinds of findings, never the words.
 */
export function spokenWords(written: string, facts: SpokenFacts): Checked {
  const filled = filledReferences(whatsAppForm(written), facts);
  if (filled === undefined) return { replaced: written, because: ['reference'] };
  const words = whatsAppForm(filled);
  if (words.length > longestWords) return { replaced: words, because: ['too-long'] };
  // a number that was masked is nobody's to repeat
  if (/\[[a-z]+-\d+\]/.test(words)) return { replaced: words, because: ['masked'] };
  const found = words === '' ? [] : [...ungroundedIn(words, facts), ...unsupportedIn(words, facts)];
  const findings = words === '' ? ['empty'] : [...new Set(found.map(nameOf))];
  return findings.length === 0 ? { words } : { replaced: words, because: findings };
}

const nameOf = ({ kind, why }: Finding): string => `${kind}:${why}`;
