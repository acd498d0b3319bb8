import { z } from 'zod';
import type { Erasures } from '../../../../application/ports/privacy/erasures.ts';
import { erasureId } from '../../../../domain/privacy/erasure.ts';
import { CertificateNotReady, ErasureNotFound } from '../../../../domain/privacy/privacy-errors.ts';
import { pageOf, pageQuery, readPage } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, inClinic } from '../../api/schemas.ts';
import { certificate, erasure, erasureAsked, shownErasure } from './privacy-schemas.ts';

export type ErasureNeeds = { erasures: Erasures };

const tag = 'privacy';
const access = { roles: admins, clinicFrom: 'params' } as const;
const ofErasure = z.strictObject({ ...inClinic, erasureId: erasureAsked });
const placeAsked = z.object({
  id: z.guid().transform(erasureId),
  erasedAt: z.iso.datetime().transform((text) => new Date(text)),
});

/** What is known of erasures afterwards, for the clinic's administrators. */
export const erasureEndpoints = (needs: ErasureNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'listErasures',
    method: 'GET',
    path: '/api/clinics/:clinicId/erasures',
    summary: {
      en: 'What was erased in the clinic, newest first, without who it was',
      pt: 'O que foi apagado na clínica, do mais novo ao mais antigo, sem dizer de quem',
    },
    tag,
    access,
    request: { params: z.strictObject(inClinic), query: z.strictObject(pageQuery) },
    responses: { 200: pageOf(erasure) },
    errors: ['http.cursor-invalid'],
    handler: async ({ clinicId, query }) => {
      const page = await readPage(
        'erasures',
        query,
        placeAsked,
        (limit, before) => needs.erasures.ofClinic(clinicId, limit, before),
        ({ id, erasedAt }) => ({ id, erasedAt }),
      );
      return reply(200, { ...page, items: page.items.map(shownErasure) });
    },
  }),

  endpoint({
    id: 'getErasure',
    method: 'GET',
    path: '/api/clinics/:clinicId/erasures/:erasureId',
    summary: { en: 'What was erased, without who', pt: 'O que foi apagado, sem dizer de quem' },
    tag,
    access,
    request: { params: ofErasure },
    responses: { 200: erasure },
    errors: ['privacy.erasure-not-found'],
    handler: async ({ clinicId, params: { erasureId: id } }) => {
      const found = await needs.erasures.get(clinicId, id);
      if (found === undefined) throw new ErasureNotFound(id);
      return reply(200, shownErasure(found));
    },
  }),

  endpoint({
    id: 'getErasureCertificate',
    method: 'GET',
    path: '/api/clinics/:clinicId/erasures/:erasureId/certificate',
    summary: {
      en: 'The signed certificate; it verifies with /.well-known/jwks.json',
      pt: 'O certificado assinado; verifica-se com /.well-known/jwks.json',
    },
    tag,
    access,
    request: { params: ofErasure },
    responses: { 200: certificate },
    errors: ['privacy.erasure-not-found', 'privacy.certificate-not-ready'],
    handler: async ({ clinicId, params: { erasureId: id } }) => {
      const found = await needs.erasures.get(clinicId, id);
      if (found === undefined) throw new ErasureNotFound(id);
      if (found.certificate === undefined) throw new CertificateNotReady(id);
      return reply(200, { certificate: found.certificate });
    },
  }),
];
