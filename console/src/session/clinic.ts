import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { client } from '../client.ts';

export const oneClinic = (clinicId: string) =>
  queryOptions({
    queryKey: ['clinics', 'one', clinicId],
    queryFn: ({ signal }) => client.getClinic({ clinicId, signal }),
    staleTime: 60_000,
  });

/** The clinic of a screen. `KnownClinic` shows no screen before it is known, so the screen has it at once. */
export const useClinic = (clinicId: string) => useSuspenseQuery(oneClinic(clinicId)).data;

/** Any clinic that the person works for, to begin with; an operator of the platform sees all of them. */
export const firstClinic = queryOptions({
  queryKey: ['clinics', 'first'],
  queryFn: async ({ signal }) => (await client.listClinics({ limit: 1, signal })).items[0] ?? null,
  staleTime: 60_000,
});
