import { queryOptions } from '@tanstack/react-query';
import { client } from '../client.ts';

/** At an identity provider, by the link of a local run, or not at all. */
export const howToSignIn = queryOptions({
  queryKey: ['how-to-sign-in'],
  queryFn: ({ signal }) => client.howToSignIn({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
