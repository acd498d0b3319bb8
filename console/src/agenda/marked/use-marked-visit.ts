import { queryOptions, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { client } from '../../client.ts';
import { dayOf } from '../../words/times.ts';

const oneVisit = (clinicId: string, id: string) =>
  queryOptions({
    // under the agenda: what changes there changes this
    queryKey: ['agenda', clinicId, 'visit', id],
    queryFn: ({ signal }) => client.getAppointment({ clinicId, id, signal }),
  });

/**
 * The visit that somebody comes for, e.g. from an alert. An address without a day is led to the visit's: it says where the
 * visit stands now, wherever it was when the alert began.
 */
export function useMarkedVisit(clinicId: string, zone: string) {
  const { consulta: id = '', dia } = useSearch({ from: '/c/$clinicId/agenda' });
  const navigate = useNavigate({ from: '/c/$clinicId/agenda' });
  const found = useQuery({ ...oneVisit(clinicId, id), enabled: id !== '' });
  const visit = id === '' ? undefined : found.data;
  useEffect(() => {
    if (visit === undefined || dia !== undefined) return;
    const place = { dia: dayOf(visit.start, zone), pessoa: visit.professionalId };
    void navigate({ to: '.', search: (before) => ({ ...before, ...place }), replace: true });
  }, [dia, navigate, visit, zone]);
  /** Which day is to be shown is not known yet. */
  const isSought = id !== '' && dia === undefined && found.error === null;
  return { id, visit, error: found.error, isSought };
}
