import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import type { Conversation } from '../../../client/atende-client.ts';
import { client } from '../client.ts';
import { useLive } from '../live/live.tsx';
import { waitingWords } from '../words/conversation-words.ts';
import { noticeIsOn } from './notice-settings.ts';
import { knownOf, newlyWaiting, type Known } from './newly-waiting.ts';
import { registered } from './push/browser-push.ts';
import { answerWhetherLive } from './push/is-live.ts';
import { renewPush } from './push/push.ts';
import { playSound } from './sound.ts';
import { isHeardAgain } from './worker/heard-again.ts';

/** Events of one moment are gathered. */
const gatherMs = 1_000;
const againMs = 10_000;
/** A page of those who wait; whoever begins to has written last, and stands in it. */
const looked = 20;
const mostAtOnce = 3;

const isWanted = () => noticeIsOn('desktop') || noticeIsOn('sound');

/**
 * Says that a conversation begins to wait for a person: by the computer's own notice while the page is not in front, and
 * by a sound. The tab that reads the stream does it for all. Asks nothing while both are off.
 */
export default function Notices({ clinicId }: { clinicId: string }) {
  const { state, reads, subscribe } = useLive();
  const navigate = useNavigate();
  const open = useCallback(
    (conversationId: string) =>
      void navigate({ to: '/c/$clinicId/conversas/$conversationId', params: { clinicId, conversationId } }),
    [clinicId, navigate],
  );
  useEffect(() => {
    if (!reads) return;
    const ending = new AbortController();
    watch(clinicId, subscribe, open, ending.signal);
    return () => ending.abort();
  }, [clinicId, open, reads, subscribe]);
  useEffect(() => {
    const stopListening = onOpen((place) => {
      const [, conversationId] = conversationPlace.exec(place.replace(`/console/c/${clinicId}/`, '')) ?? [];
      if (conversationId !== undefined) open(conversationId);
    });
    return stopListening;
  }, [clinicId, open]);
  const isLive = state.kind === 'live';
  useEffect(() => answerWhetherLive(() => isLive), [isLive]);
  useEffect(() => {
    // what fails now is done by a later page early enough
    renewPush(clinicId).catch(() => undefined);
  }, [clinicId]);
  return null;
}

const conversationPlace = /^conversas\/([\w-]+)$/;

/** A notice that the worker of the browser has shown was clicked, and this page is to go to its place. */
function onOpen(listener: (path: string) => void): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined;
  const hear = ({ data }: MessageEvent<unknown>) => {
    const path = (data as { open?: unknown } | null)?.open;
    if (typeof path === 'string') listener(path);
  };
  navigator.serviceWorker.addEventListener('message', hear);
  return () => navigator.serviceWorker.removeEventListener('message', hear);
}

/** Until `signal` ends it. */
function watch(
  clinicId: string,
  subscribe: ReturnType<typeof useLive>['subscribe'],
  open: (conversationId: string) => void,
  signal: AbortSignal,
): void {
  let known: Known | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLooking = false;
  const look = async () => {
    timer = undefined;
    if (isLooking) {
      lookIn(gatherMs);
      return;
    }
    isLooking = true;
    try {
      const waiting = isWanted() ? await read() : undefined;
      if (known !== undefined && waiting !== undefined)
        await tell(newlyWaiting(known, waiting), clinicId, open);
      // what was switched off meanwhile begins anew
      known = waiting !== undefined && isWanted() ? knownOf(waiting) : undefined;
    } catch {
      lookIn(againMs);
    }
    isLooking = false;
  };
  const read = async () =>
    (await client.listConversations({ clinicId, waiting: 'true', limit: looked, signal })).items;
  const lookIn = (ms: number) => {
    if (!signal.aborted) timer ??= setTimeout(() => void look(), ms);
  };
  lookIn(0);
  const stop = subscribe(() => isWanted() && lookIn(gatherMs));
  // what was switched on in any tab counts from then on
  const onSetting = () => {
    if (!isWanted()) known = undefined;
    lookIn(0);
  };
  window.addEventListener('storage', onSetting, { signal });
  signal.addEventListener('abort', () => {
    stop();
    clearTimeout(timer);
  });
}

async function tell(
  conversations: readonly Conversation[],
  clinicId: string,
  open: (conversationId: string) => void,
): Promise<void> {
  if (conversations.length === 0) return;
  if (noticeIsOn('sound')) playSound();
  if (!noticeIsOn('desktop') || document.hasFocus()) return;
  const worker = await registered();
  for (const { id, waiting } of conversations.slice(0, mostAtOnce)) {
    const isEmergency = waiting?.reason === 'emergency';
    // anybody may pass the screen: who it is and what was said stand in the page alone
    const title = isEmergency ? 'Emergência' : 'Uma conversa espera por você';
    const options = {
      body: `O paciente ${waitingWords(waiting?.reason ?? '')}.`,
      tag: id,
      requireInteraction: isEmergency,
      renotify: true,
    };
    // the worker's: then one that a push brings about the same conversation takes its place
    if (worker?.active) {
      const data = { path: `/console/c/${clinicId}/conversas/${id}`, at: Date.now() };
      const shown = { ...options, renotify: await isHeardAgain(worker, id, title), data };
      await worker.showNotification(title, shown);
      continue;
    }
    const notice = new Notification(title, options);
    notice.onclick = () => {
      window.focus();
      notice.close();
      open(id);
    };
  }
}
