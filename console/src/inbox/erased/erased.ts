import { queryOptions, type QueryClient } from '@tanstack/react-query';

const nobody: readonly string[] = [];

/** Ids of people, and of their conversations, that were erased while this page was open. */
export const erasedIds = (clinicId: string) =>
  queryOptions({
    queryKey: ['erased', clinicId],
    // nobody is asked: the stream says it
    queryFn: () => nobody,
    enabled: false,
    initialData: nobody,
    gcTime: Number.POSITIVE_INFINITY,
  });

type About = { readonly id: string; readonly contact: { readonly id: string } };

/** An answer that was on its way when the person was erased. */
export function isErased(queryClient: QueryClient, clinicId: string, { id, contact }: About): boolean {
  const ids = queryClient.getQueryData(erasedIds(clinicId).queryKey) ?? nobody;
  return ids.includes(id) || ids.includes(contact.id);
}
