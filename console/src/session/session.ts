import { queryOptions } from '@tanstack/react-query';
import { client } from '../client.ts';

/** Who is signed in, as the audit log names them. */
export const whoAmI = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => client.whoAmI({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export type Role = 'platform-admin' | 'clinic-admin' | 'clinic-staff' | 'service';

type Me = Awaited<ReturnType<typeof client.whoAmI>>;

export const roleIn = (me: Me, clinicId: string): Role | undefined =>
  me.isPlatformAdmin ? 'platform-admin' : me.clinics.find((one) => one.clinicId === clinicId)?.role;

export const administers = (role: Role | undefined): boolean =>
  role === 'platform-admin' || role === 'clinic-admin';
