import type { Assistant } from '../../../src/application/ports/assistant/assistant.ts';

/** Answers each turn with one bubble that names the messages it has seen, so that a test can count. */
export const countingAssistant: Assistant = {
  answer: async ({ messages, dialogue }) => ({
    replies: [{ type: 'text', body: JSON.stringify(messages.map(({ text }) => text)) }],
    dialogue,
  }),
};

/** The messages that such an answer names, behind whatever is said before it: words that mean nothing may be like any. */
export function seenIn(body: string): readonly string[] {
  const at = body.indexOf('[');
  return at < 0 ? [] : (JSON.parse(body.slice(at)) as string[]);
}
