import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useLive } from '../../live/live.tsx';
import { whoAmI } from '../../session/session.ts';
import { after, nobody, stillHere } from './presence.ts';
import { presenceTeller } from './presence-teller.ts';

/** Well within the time for which the server has it believed. */
const roundMs = 10_000;

/** Says what this person does in a conversation as long as it is in sight, and shows who else is there. */
export function usePresence(clinicId: string, conversationId: string) {
  const { subscribe } = useLive();
  const me = useQuery(whoAmI).data?.actor;
  const [present, setPresent] = useState(nobody);
  const teller = useMemo(() => presenceTeller(clinicId, conversationId), [clinicId, conversationId]);

  useEffect(() => {
    const isVisible = () => document.visibilityState === 'visible';
    const onVisible = () => (isVisible() ? teller.again() : teller.leave());
    if (isVisible()) teller.again();
    const round = setInterval(() => {
      if (isVisible()) teller.again();
    }, roundMs);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      clearInterval(round);
      document.removeEventListener('visibilitychange', onVisible);
      teller.leave();
    };
  }, [teller]);

  useEffect(() => {
    const known = new Set<string>();
    return subscribe(({ event, conversationId: where, actor, doing = '', seconds = 0 }) => {
      if (event !== 'presence' || where !== conversationId || actor === undefined || actor === me) return;
      setPresent((before) => after(before, { actor, doing, seconds }, Date.now()));
      if (doing === 'left') known.delete(actor);
      else if (!known.has(actor)) {
        known.add(actor);
        teller.answer();
      }
    });
  }, [conversationId, me, subscribe, teller]);

  const isAlone = present.size === 0;
  useEffect(() => {
    if (isAlone) return;
    const timer = setInterval(() => setPresent((before) => stillHere(before, Date.now())), 1_000);
    return () => clearInterval(timer);
  }, [isAlone]);

  return { present, onTyped: () => teller.typed(), onSent: () => teller.sent() };
}
