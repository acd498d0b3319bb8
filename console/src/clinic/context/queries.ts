import { queryOptions } from '@tanstack/react-query';
import { client } from '../../client.ts';
import type { Document } from './document.ts';

export const savedContext = (clinicId: string) =>
  queryOptions({
    queryKey: ['context', clinicId, 'saved'],
    queryFn: ({ signal }) => client.getClinicContext({ clinicId, signal }),
    // a form stands on it
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What the server makes of a document, and what saving it would change. */
export const previewOf = (clinicId: string, document: Document) =>
  queryOptions({
    queryKey: ['context', clinicId, 'preview', document],
    queryFn: ({ signal }) => client.previewClinicContext({ clinicId, body: { document }, signal }),
    placeholderData: (before) => before,
    gcTime: 0,
  });
