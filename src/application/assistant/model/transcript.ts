import type { PatientMessage } from '../../../domain/messaging/message.ts';
import type { ModelMessage } from '../../ports/assistant/language-model.ts';
import type { SaidBefore } from '../../ports/assistant/turn-tools.ts';

const longestMessage = 1_200;
const longestBefore = 8_000;
/** The same as the guided dialogue understands of one turn. */
const longestTurn = 8_192;

/**
 * The talk as a model reads it, oldest first: as much as fits, from the newest back; it begins with the patient. `told`: in
 * this turn.
 */
export function transcript(
  before: readonly SaidBefore[],
  told: string,
  mask: (text: string) => string,
): readonly ModelMessage[] {
  let left = longestBefore;
  const kept: ModelMessage[] = [];
  for (const said of before.toReversed()) {
    const text = mask(said.text).slice(0, longestMessage);
    left -= text.length;
    if (left < 0) break;
    kept.push(messageOf(said.by, text));
  }
  const past = kept.toReversed();
  const first = past.findIndex(({ from }) => from === 'patient');
  return [...(first < 0 ? [] : past.slice(first)), { from: 'patient', text: mask(told).slice(-longestTurn) }];
}

/** What a turn says, in one text. */
export const wordsOf = (messages: readonly PatientMessage[]): string =>
  messages
    .map((message) => writtenOf(message) || (message.choice?.title ?? ''))
    .filter((text) => text.trim() !== '')
    .join('\n');

/** What stands for a call is marked, as nobody said it. */
export const writtenOf = ({ type, text }: { readonly type: string; readonly text: string }): string =>
  type === 'call' ? `[${text}]` : text;

const messageOf = (by: SaidBefore['by'], text: string): ModelMessage => {
  switch (by) {
    case 'patient':
      return { from: 'patient', text };
    case 'assistant':
      return { from: 'assistant', text };
    case 'people':
      return { from: 'assistant', text: `[Escrito por uma pessoa da equipe] ${text}` };
  }
};
