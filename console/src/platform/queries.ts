import { queryOptions } from '@tanstack/react-query';
import { client } from '../client.ts';

/** Of every clinic, and of the installation itself; the newest hundred. */
export const allOpenAlerts = queryOptions({
  queryKey: ['platform', 'alerts'],
  queryFn: async ({ signal }) => (await client.listAlerts({ state: 'open', limit: 100, signal })).items,
  refetchInterval: 30_000,
});

/** Of every clinic: how it stands with Google, and how many of its numbers are on. */
export const clinicConnections = queryOptions({
  queryKey: ['platform', 'connections'],
  queryFn: async ({ signal }) => (await client.listClinicConnections({ signal })).items,
  refetchInterval: 60_000,
});

/** How many are open, of each clinic that has any; those of the installation without a clinic. */
export const alertCounts = queryOptions({
  queryKey: ['platform', 'alert-counts'],
  queryFn: async ({ signal }) => (await client.countAlerts({ signal })).items,
  refetchInterval: 30_000,
});
