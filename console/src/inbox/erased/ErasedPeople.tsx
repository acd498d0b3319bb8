import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLive } from '../../live/live.tsx';
import { forgetPerson } from './forget-person.ts';
import { forgetLostDrafts } from './lost-drafts.ts';

/** Whoever is erased leaves every open console at once, on whichever screen it stands. */
export default function ErasedPeople({ clinicId }: { clinicId: string }) {
  const queryClient = useQueryClient();
  const { subscribe } = useLive();
  useEffect(() => {
    const ending = new AbortController();
    const lookAfterDrafts = () => void forgetLostDrafts(clinicId, ending.signal);
    lookAfterDrafts();
    const stop = subscribe(({ event, contactId }) => {
      if (event === 'patient-erased' && contactId !== undefined)
        forgetPerson(queryClient, clinicId, contactId);
      if (event === 'patient-erased' || event === 'resync') lookAfterDrafts();
    });
    return () => {
      stop();
      ending.abort();
    };
  }, [clinicId, queryClient, subscribe]);
  return null;
}
