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
      while (takeRequest(own) && !signal.aborted) await look(clinicId, signal);
    });
  } finally {
    if (running.get(clinicId) === own) running.delete(clinicId);
  }
}

/** Whether another look is wanted; from here on it is under way. */
function takeRequest(own: Look): boolean {
  const { isWanted } = own;
  own.isWanted = false;
  return isWanted;
}

async function look(clinicId: string, signal: AbortSignal): Promise<void> {
  for (const conversationId of draftsOf(clinicId)) {
    if (signal.aborted) return;
    if ((await stateOf(clinicId, conversationId, signal)) === 'gone')
      forgetDraftsOf(clinicId, conversationId);
    await pause(signal);
  }
  const former = formerDrafts();
  if (former.size === 0) return;
  const me = await client.whoAmI({ signal }).catch(() => undefined);
  if (me === undefined) return;
  const clinics = [...new Set([clinicId, ...me.clinics.map((one) => one.clinicId)])];
  for (const conversationId of former) {
    const isGone = await claimFormer(conversationId, clinics, signal);
    // a platform operator is listed in no clinic and works in all: the draft may be of one that was not asked
    if (isGone && !me.isPlatformAdmin) for (const one of clinics) forgetDraftsOf(one, conversationId);
  }
}

/** Gives drafts to the clinic that has the conversation. Returns whether each of these clinics says that it is not there. */
async function claimFormer(conversationId: string, clinics: readonly string[], signal: AbortSignal) {
  let isGone = true;
  for (const clinicId of clinics) {
    if (signal.aborted) return false;
    const state = await stateOf(clinicId, conversationId, signal);
    await pause(signal);
    if (state === 'there') {
      claimFormerDrafts(clinicId, conversationId);
      return false;
    }
    isGone &&= state === 'gone';
  }
  return isGone;
}

const stateOf = (clinicId: string, conversationId: string, signal: AbortSignal) =>
  client.getConversation({ clinicId, conversationId, signal }).then(
    () => 'there' as const,
    (error: unknown) => (codeOf(error) === 'conversation.not-found' ? 'gone' : 'unknown'),
  );

/** Ends early when the page goes away. */
const pause = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, pauseMs);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
