import { queryOptions } from '@tanstack/react-query';
import { client } from '../client.ts';

const mostPages = 50;

/** Every clinic that the person works for, page by page, up to five thousand. */
export const everyClinic = queryOptions({
  queryKey: ['clinics', 'every'],
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
