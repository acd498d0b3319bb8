import { client, codeOf } from '../../client.ts';
import { claimFormerDrafts, draftsOf, forgetDraftsOf, formerDrafts } from '../../conversation/drafts.ts';

/** An open console asks little beside what is shown (docs/decisions/0168). */
const pauseMs = 1_000;

type Look = { readonly signal: AbortSignal; isWanted: boolean };
/** That of this page, by clinic. */
const running = new Map<string, Look>();

/**
 * Drops drafts for conversations that are not there any more: this browser may have been off when the person was erased.
 * What cannot be asked now is asked at the next start. One page looks for all; wanted meanwhile, it looks once more.
 */
export async function forgetLostDrafts(clinicId: string, signal: AbortSignal): Promise<void> {
  const before = running.get(clinicId);
  if (before?.signal.aborted === false) {
    before.isWanted = true;
    return;
  }
  const own: Look = { signal, isWanted: true };
  running.set(clinicId, own);
  try {
    await navigator.locks.request(`atende-drafts-${clinicId}`, { ifAvailable: true }, async (lock) => {
      if (lock === null) return;
      while (isTaken(own) && !signal.aborted) await look(clinicId, signal);
    });
  } finally {
    if (running.get(clinicId) === own) running.delete(clinicId);
  }
}

function isTaken(own: Look): boolean {
  const { isWanted } = own;
  own.isWanted = false;
  return isWanted;
}

async function look(clinicId: string, signal: AbortSignal): Promise<void> {
  for (const conversationId of draftsOf(clinicId)) {
    if (signal.aborted) return;
    if ((await whether(clinicId, conversationId, signal)) === 'gone')
      forgetDraftsOf(clinicId, conversationId);
    await pause();
  }
  const former = formerDrafts();
  if (former.size === 0) return;
  const me = await client.whoAmI({ signal }).catch(() => undefined);
  if (me === undefined) return;
  const clinics = new Set([clinicId, ...me.clinics.map((one) => one.clinicId)]);
  for (const conversationId of former) await placeFormer(conversationId, [...clinics], signal);
}

/** To the clinic that has the conversation; dropped when every clinic of the person says that it is not there. */
async function placeFormer(conversationId: string, clinics: readonly string[], signal: AbortSignal) {
  let isGone = true;
  for (const clinicId of clinics) {
    if (signal.aborted) return;
    const found = await whether(clinicId, conversationId, signal);
    await pause();
    if (found === 'there') {
      claimFormerDrafts(clinicId, conversationId);
      return;
    }
    isGone &&= found === 'gone';
  }
  if (isGone) for (const clinicId of clinics) forgetDraftsOf(clinicId, conversationId);
}

const whether = (clinicId: string, conversationId: string, signal: AbortSignal) =>
  client.getConversation({ clinicId, conversationId, signal }).then(
    () => 'there' as const,
    (error: unknown) => (codeOf(error) === 'conversation.not-found' ? 'gone' : 'unknown'),
  );

const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs));
