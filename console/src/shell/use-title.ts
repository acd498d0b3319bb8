import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { conversationCounts } from '../inbox/queries.ts';

/** Names the screen in the tab of the browser: `(3) Agenda · Atende`, in a clinic where three wait for people. */
export function useTitle(name: string): void {
  const { clinicId } = useParams({ strict: false });
  const counts = useQuery({ ...conversationCounts(clinicId ?? ''), enabled: clinicId !== undefined }).data;
  const waiting = counts?.waiting ?? 0;
  useEffect(() => {
    // what a narrow tab still shows comes first
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${name} · Atende`;
  }, [name, waiting]);
}
