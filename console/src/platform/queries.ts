import { queryOptions } from '@tanstack/react-query';
import { client } from '../client.ts';

/** Of every clinic, and of the installation itself; the newest hundred. */
export const allOpenAlerts = queryOptions({
  queryKey: ['platform', 'alerts'],
  queryFn: async ({ signal }) => (await client.listAlerts({ state: 'open', limit: 100, signal })).items,
  refetchInterval: 30_000,
});

const mostPages = 50;

/** Every clinic, page by page, up to five thousand. */
export const everyClinic = queryOptions({
  queryKey: ['platform', 'clinics'],
  queryFn: async ({ signal }) => {
    const all = [];
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const read = await client.listClinics({ limit: 100, ...(cursor !== undefined && { cursor }), signal });
      all.push(...read.items);
      if (read.nextCursor === null) break;
      cursor = read.nextCursor;
    }
    return all;
  },
  staleTime: 30_000,
});
