import type { Assistant } from '../../../src/application/ports/assistant/assistant.ts';

/** Answers each turn with one bubble that names the messages it has seen, so that a test can count. */
export const countingAssistant: Assistant = {
  answer: async ({ messages, dialogue }) => ({
    replies: [{ type: 'text', body: JSON.stringify(messages.map(({ text }) => text)) }],
    dialogue,
  }),
};

/** The messages that such an answer names. */
export const seenIn = (body: string): readonly string[] => JSON.parse(body) as string[];
