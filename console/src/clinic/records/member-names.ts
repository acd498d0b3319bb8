import { useQuery } from '@tanstack/react-query';
import { client } from '../../client.ts';

/** Who works for the clinic, for the names of actors. Before it is known whether a name is missing, `isPending` is true. */
export function useMemberNames(clinicId: string) {
  const { data = [], isPending } = useQuery({
    queryKey: ['member-names', clinicId],
    queryFn: async ({ signal }) => (await client.listMembers({ clinicId, limit: 100, signal })).items,
  });
  return { members: data, isPending };
}
