import { queryOptions } from '@tanstack/react-query';
import { client } from '../../client.ts';

export const googleConnection = (clinicId: string) =>
  queryOptions({
    queryKey: ['google', clinicId, 'connection'],
    queryFn: ({ signal }) => client.googleConnectionStatus({ clinicId, signal }),
    refetchInterval: 30_000,
  });

export const googleCalendars = (clinicId: string, enabled: boolean) =>
  queryOptions({
    queryKey: ['google', clinicId, 'calendars'],
    queryFn: ({ signal }) => client.listGoogleCalendars({ clinicId, signal }),
    // a form stands on it: it changes when it is asked to
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });

/** What the events of visits are to say, and those that do not say it yet. */
export const googleEventTexts = (clinicId: string) =>
  queryOptions({
    queryKey: ['google', clinicId, 'event-texts'],
    queryFn: ({ signal }) => client.listEventTexts({ clinicId, signal }),
    refetchInterval: 30_000,
  });

export type GoogleEventDetail = Awaited<ReturnType<typeof client.listEventTexts>>['chosen'];
