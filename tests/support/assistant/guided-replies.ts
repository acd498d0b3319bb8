import { newDialogue } from '../../../src/adapters/guided/dialogue.ts';
import { answerGuided } from '../../../src/adapters/guided/guided-assistant.ts';
import { toolsWithoutAgenda } from '../../../src/application/assistant/turn-tools.ts';
import type { SpokenFacts } from '../../../src/domain/assistant/grounding/spoken-facts.ts';
import type { ClinicContext } from '../../../src/domain/clinic/clinic-context.ts';
import { messageId, type OutboundContent } from '../../../src/domain/messaging/message.ts';
import { recordedFacts } from './recorded-facts.ts';

/** Something that the guided assistant said, and what stood behind it. */
export type GuidedReply = { readonly content: OutboundContent; readonly facts: SpokenFacts };

/** Words and choices, as the patient reads them, but for the numbers that tell clipped titles apart. */
export function shownText(content: OutboundContent): string {
  const rows =
    content.type === 'list'
      ? content.sections
          .flatMap((section) => section.rows)
          .map(({ title, description }) => `• ${title.replace(/… \d+$/, '…')}: ${description ?? ''}`)
      : content.type === 'buttons'
        ? content.buttons.map(({ title }) => `• ${title}`)
        : [];
  return [content.body, ...rows].join('\n');
}

/** What a clinic without an agenda answers to somebody who writes for the first time. */
export async function guidedReplies(
  context: ClinicContext,
  phrases: readonly string[],
  now: Date,
): Promise<readonly GuidedReply[]> {
  const replies: GuidedReply[] = [];
  for (const text of phrases) {
    const { tools, facts } = recordedFacts(toolsWithoutAgenda().tools);
    const messages = [{ id: messageId('m1'), type: 'text' as const, text, sentAt: now }];
    const turn = { context, dialogue: newDialogue, now, tools, messages, patientName: 'Ana Souza' };
    const answer = await answerGuided(turn);
    const spoken = { context, now, patientWords: [text], patientName: 'Ana Souza', ...facts() };
    replies.push(...answer.replies.map((content) => ({ content, facts: spoken })));
  }
  return replies;
}
