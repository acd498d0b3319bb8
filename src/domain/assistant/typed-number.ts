import { normalised } from '../language/normalise-text.ts';
import type { Choice, PatientMessage } from '../messaging/message.ts';

type Typed = Pick<PatientMessage, 'text' | 'type' | 'choice' | 'isTranscript'>;

/** Longer than "opção número 12". */
const longest = 40;

/** The number of a choice, where a message says that and nothing else: "2", "opção 2". */
export function typedNumber({ text, type, choice, isTranscript }: Typed): number | undefined {
  if (choice !== undefined || text.length > longest) return undefined;
  if (type !== 'text' && isTranscript !== true) return undefined;
  const [, number] = /^(?:opcao |numero )?(\d{1,2})$/.exec(normalised(text)) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** Written numbers become taps on what they stand for; others stay words, and so does what was only heard. */
export const withNumbersTapped = (
  messages: readonly PatientMessage[],
  shown: readonly Choice[],
): readonly PatientMessage[] =>
  messages.map((message) => {
    const choice = shown[(typedNumber(message) ?? 0) - 1];
    return choice === undefined || message.isTranscript === true
      ? message
      : { ...message, choice, text: choice.title };
  });
