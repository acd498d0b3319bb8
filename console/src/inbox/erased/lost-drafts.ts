import { client, codeOf } from '../../client.ts';
import { draftsOf, forgetDraftsOf } from '../../conversation/drafts.ts';

/** An open console asks little beside what is shown (docs/decisions/0168). */
const pauseMs = 1_000;

/**
 * Drops drafts for conversations that are not there any more: this browser may have been off when the person was erased.
 * What cannot be asked now is asked at the next start.
 */
export async function forgetLostDrafts(clinicId: string, signal: AbortSignal): Promise<void> {
  for (const conversationId of draftsOf(clinicId)) {
    if (signal.aborted) return;
    await client.getConversation({ clinicId, conversationId, signal }).catch((error: unknown) => {
      if (codeOf(error) === 'conversation.not-found') forgetDraftsOf(clinicId, conversationId);
    });
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
