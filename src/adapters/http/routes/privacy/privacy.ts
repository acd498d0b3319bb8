import { Readable } from 'node:stream';
import { z } from 'zod';
import type { CertificateSigner } from '../../../../application/ports/privacy/certificate-signer.ts';
import type { PatientRecords } from '../../../../application/ports/privacy/patient-records.ts';
import type { Retention } from '../../../../application/ports/privacy/retention.ts';
import type { ErasePatient } from '../../../../application/privacy/erase-patient.ts';
import type { ExportPatient } from '../../../../application/privacy/export-patient.ts';
import { erasureId } from '../../../../domain/privacy/erasure.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, inClinic } from '../../api/schemas.ts';
import {
  contactAsked,
  erasure,
  keySet,
  patient,
  phoneAsked,
  retention,
  shownErasure,
} from './privacy-schemas.ts';

export type PrivacyNeeds = {
  patientRecords: PatientRecords;
  retention: Retention;
  certificateSigner: CertificateSigner;
  exportPatient: ExportPatient;
  erasePatient: ErasePatient;
};

const tag = 'privacy';
const access = { roles: admins, clinicFrom: 'params' } as const;
const patientPath = '/api/clinics/:clinicId/patients';
const ofPatient = z.strictObject({ ...inClinic, contactId: contactAsked });

/** What a person may ask of a clinic about their data (LGPD), for the clinic's administrators. */
export const privacyEndpoints = (needs: PrivacyNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'searchPatients',
    // not a GET: a telephone number has no place in a URL
    method: 'POST',
    path: `${patientPath}/search`,
    summary: { en: 'Find a patient by telephone number', pt: 'Encontrar um paciente pelo telefone' },
    tag,
    access,
    request: { params: z.strictObject(inClinic), body: z.strictObject({ phone: phoneAsked }) },
    responses: { 200: z.object({ items: z.array(patient) }) },
    audit: 'nothing-changes',
    handler: async ({ clinicId, body }) => {
      const items = await needs.patientRecords.byPhone(clinicId, body.phone);
      return reply(200, { items: [...items] });
    },
  }),

  endpoint({
    id: 'exportPatient',
    method: 'POST',
    path: `${patientPath}/:contactId/export`,
    summary: {
      en: 'Everything that is held about a patient, as one document (atende-patient-export/1)',
      pt: 'Tudo o que se guarda sobre um paciente, em um documento (atende-patient-export/1)',
    },
    tag,
    access,
    request: { params: ofPatient },
    responses: { 200: { mediaType: 'application/json' } },
    errors: ['privacy.person-not-found'],
    audit: { action: 'patient.export', subject: ({ params: { contactId } }) => contactId },
    handler: async ({ params }) => {
      const pieces = await needs.exportPatient(params);
      return reply(200, Readable.from(pieces, { objectMode: false }));
    },
  }),

  endpoint({
    id: 'erasePatient',
    method: 'POST',
    path: `${patientPath}/:contactId/erasures`,
    summary: {
      en: 'Erase a patient for good; future events leave the calendar by and by',
      pt: 'Apagar um paciente de vez; eventos futuros saem da agenda aos poucos',
    },
    tag,
    access: { ...access, callers: 'people' },
    request: { params: ofPatient },
    responses: { 201: erasure },
    errors: ['privacy.person-not-found'],
    idempotent: true,
    audit: { action: 'patient.erase', subject: ({ params: { contactId } }) => contactId },
    handler: async ({ params, newId, caller, note }) => {
      const done = await needs.erasePatient({ ...params, id: erasureId(newId), by: caller.actor });
      note({ erasureId: done.id });
      const location = `/api/clinics/${params.clinicId}/erasures/${done.id}`;
      return reply(201, shownErasure(done), { location });
    },
  }),

  endpoint({
    id: 'getRetention',
    method: 'GET',
    path: '/api/clinics/:clinicId/retention',
    summary: { en: 'How long messages are kept', pt: 'Por quanto tempo as mensagens são guardadas' },
    tag,
    access,
    request: { params: z.strictObject(inClinic) },
    responses: { 200: retention },
    handler: async ({ clinicId }) => reply(200, { days: (await needs.retention.daysOf(clinicId)) ?? null }),
  }),

  endpoint({
    id: 'setRetention',
    method: 'PUT',
    path: '/api/clinics/:clinicId/retention',
    summary: {
      en: 'Say how long messages are kept; what is older is deleted within minutes',
      pt: 'Dizer por quanto tempo as mensagens são guardadas; o que é mais antigo é apagado em minutos',
    },
    tag,
    access: { ...access, callers: 'people' },
    request: { params: z.strictObject(inClinic), body: retention },
    responses: { 200: retention },
    audit: { action: 'retention.set', subject: () => 'retention' },
    handler: async ({ clinicId, body, note }) => {
      await needs.retention.setDays(clinicId, body.days ?? undefined);
      note({ days: body.days });
      return reply(200, body);
    },
  }),

  endpoint({
    id: 'getCertificateKeys',
    method: 'GET',
    path: '/.well-known/jwks.json',
    summary: {
      en: 'The public keys with which certificates of erasure verify',
      pt: 'As chaves públicas com que se verificam certificados de apagamento',
    },
    tag,
    access: 'public',
    responses: { 200: keySet },
    handler: () => Promise.resolve(reply(200, { keys: [...needs.certificateSigner.publicKeys().keys] })),
  }),
];
