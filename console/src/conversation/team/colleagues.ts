import { queryOptions } from '@tanstack/react-query';
import { createContext } from 'react';
import type { Colleague } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';

/** Nobody has more people; a server that goes on for ever is not followed. */
const mostPages = 5;

/** Who works for the clinic. */
export const colleagueList = (clinicId: string) =>
  queryOptions({
    queryKey: ['colleagues', clinicId],
    async queryFn({ signal }): Promise<readonly Colleague[]> {
      const found: Colleague[] = [];
      let cursor: string | null | undefined;
      for (let page = 0; page < mostPages && cursor !== null; page += 1) {
        const read = await client.listColleagues({
          clinicId,
          limit: 100,
          ...(cursor !== undefined && { cursor }),
          signal,
        });
        found.push(...read.items);
        cursor = read.nextCursor;
      }
      return found;
    },
    staleTime: 60_000,
    // whoever joins is known to pages that are open
    refetchInterval: 60_000,
  });

/** What an actor of the audit log is called here; `undefined` of who has left, or is of the platform. */
export type NameOf = (actor: string | undefined) => string | undefined;

/** `me` is the actor of whoever looks. */
export const namesOf = (colleagues: readonly Colleague[], me: string | undefined): NameOf => {
  const names = new Map(colleagues.map(({ actor, name }) => [actor, name]));
  return (actor) => (actor === undefined ? undefined : actor === me ? 'Você' : names.get(actor));
};

export const Names = createContext<NameOf>(() => undefined);
