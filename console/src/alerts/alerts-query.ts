import { queryOptions } from '@tanstack/react-query';
import { client } from '../client.ts';

/** What a person should look at now. The stream says when it changes, but may be missed: asked again every minute. */
export const openAlerts = (clinicId: string) =>
  queryOptions({
    queryKey: ['alerts', clinicId, 'open'],
    queryFn: async ({ signal }) =>
      (await client.listAlerts({ clinicId, state: 'open', limit: 100, signal })).items,
    refetchInterval: 60_000,
  });
