import { queryOptions } from '@tanstack/react-query';
import { client } from '../client.ts';

export const agendaOf = (clinicId: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['agenda', clinicId, from, to],
    queryFn: ({ signal }) => client.readAgenda({ clinicId, from, to, signal }),
    // the calendars change without telling us
    refetchInterval: 30_000,
  });

export const clinicKnowledge = (clinicId: string) =>
  queryOptions({
    queryKey: ['knowledge', clinicId],
    queryFn: async ({ signal }) =>
      (await client.previewClinicContext({ clinicId, body: {}, signal })).knowledge,
    staleTime: 60_000,
  });

type FreeTimes = {
  readonly clinicId: string;
  readonly serviceId: string;
  /** Days of the clinic; the second one is the first that is not asked for any more. */
  readonly from: string;
  readonly to: string;
  readonly professionalId?: string | undefined;
  /** The visit that is being moved. */
  readonly moving?: string | undefined;
};

export const freeTimes = ({ clinicId, serviceId, from, to, professionalId, moving }: FreeTimes) =>
  queryOptions({
    queryKey: ['free', clinicId, serviceId, from, to, professionalId, moving],
    queryFn: async ({ signal }) =>
      (
        await client.findAvailability({
          clinicId,
          serviceId,
          from,
          to,
          ...(professionalId !== undefined && { professionalId }),
          ...(moving !== undefined && { moving }),
          signal,
        })
      ).slots,
    staleTime: 10_000,
  });
