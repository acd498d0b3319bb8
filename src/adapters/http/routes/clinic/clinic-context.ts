import { z } from 'zod';
import type { PreviewClinicContext } from '../../../../application/clinic/preview-clinic-context.ts';
import type {
  RestoreClinicContext,
  SaveClinicContext,
} from '../../../../application/clinic/save-clinic-context.ts';
import type { ClinicContexts } from '../../../../application/ports/clinic/clinic-contexts.ts';
import { ClinicNotFound, ContextVersionNotFound } from '../../../../domain/clinic/clinic-errors.ts';
import { documentChanges } from '../../../../domain/clinic/document/document-changes.ts';
import { pageOf, pageQuery, readPage } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, everybody, inClinic, jsonDocument, staff, versionAsked } from '../../api/schemas.ts';
import { change, finding, knowledge, said } from './clinic-context-schemas.ts';

export type ClinicContextNeeds = {
  clinicContexts: ClinicContexts;
  saveClinicContext: SaveClinicContext;
  restoreClinicContext: RestoreClinicContext;
  previewClinicContext: PreviewClinicContext;
};

const tag = 'context';
const contextLimit = 512 * 1024;
const params = z.strictObject(inClinic);
const oneVersion = z.strictObject({ ...inClinic, version: versionAsked });
const savedContext = z.object({
  version: said.version,
  findings: z.array(finding).readonly(),
  changes: z.array(change).readonly(),
});
const document = jsonDocument.describe('contextualization_json, keys in Portuguese');

export const clinicContextEndpoints = (needs: ClinicContextNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'getClinicContext',
    method: 'GET',
    path: '/api/clinics/:clinicId/context',
    summary: { en: 'What the clinics screen saved', pt: 'O que a tela de clínicas salvou' },
    tag,
    access: { roles: everybody, clinicFrom: 'params' },
    request: { params },
    responses: { 200: z.object({ ...said, document: z.unknown() }) },
    handler: async ({ clinicId }) => {
      const current = await needs.clinicContexts.current(clinicId);
      if (current === undefined) throw new ClinicNotFound(clinicId);
      return reply(200, current, { version: current.version });
    },
  }),

  endpoint({
    id: 'saveClinicContext',
    method: 'PUT',
    path: '/api/clinics/:clinicId/context',
    summary: {
      en: 'Save the context over the version that you have read',
      pt: 'Salvar o contexto sobre a versão que você leu',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params' },
    request: { params, body: z.strictObject({ document }) },
    responses: { 200: savedContext },
    errors: ['clinic.context-changed'],
    versioned: true,
    bodyLimit: contextLimit,
    audit: { action: 'context.save', subject: () => 'context' },
    handler: async ({ clinicId, body, version = 0, caller, note }) => {
      const { context, findings, changes } = await needs.saveClinicContext({
        clinicId,
        document: body.document,
        expectedVersion: version,
        by: caller.actor,
      });
      note({ from: version, to: context.version, paths: changes.slice(0, 50).map(({ path }) => path) });
      const { version: saved } = context;
      return reply(200, { version: saved, findings, changes }, { version: saved });
    },
  }),

  endpoint({
    id: 'previewClinicContext',
    method: 'POST',
    path: '/api/clinics/:clinicId/context/preview',
    summary: {
      en: 'What the assistant would know; nothing is saved',
      pt: 'O que o assistente saberia; nada é salvo',
    },
    tag,
    access: { roles: staff, clinicFrom: 'params' },
    request: {
      params,
      body: z.strictObject({ document: document.optional().describe('The saved one when absent') }),
    },
    responses: {
      200: z.object({
        knowledge,
        findings: z.array(finding).readonly(),
        version: z.int().describe('Of the saved document'),
        changes: z.array(change).readonly().describe('What saving it would change'),
      }),
    },
    bodyLimit: contextLimit,
    audit: 'nothing-changes',
    handler: async ({ clinicId, body }) => {
      const { context, findings, version, changes } = await needs.previewClinicContext({
        clinicId,
        ...(body.document !== undefined && { document: body.document }),
      });
      return reply(200, { knowledge: context, findings, version, changes });
    },
  }),

  endpoint({
    id: 'listContextVersions',
    method: 'GET',
    path: '/api/clinics/:clinicId/context/versions',
    summary: { en: 'Every version, newest first', pt: 'Todas as versões, da mais nova à mais antiga' },
    tag,
    access: { roles: staff, clinicFrom: 'params' },
    request: { params, query: z.strictObject(pageQuery) },
    responses: { 200: pageOf(z.object(said)) },
    errors: ['http.cursor-invalid'],
    handler: async ({ clinicId, query }) => {
      const read = (limit: number, below: number | undefined) =>
        needs.clinicContexts.versions(clinicId, limit, below);
      const body = await readPage('context-versions', query, z.int().min(1), read, ({ version }) => version);
      return reply(200, body);
    },
  }),

  endpoint({
    id: 'getContextVersion',
    method: 'GET',
    path: '/api/clinics/:clinicId/context/versions/:version',
    summary: { en: 'One version with its document', pt: 'Uma versão com seu documento' },
    tag,
    access: { roles: staff, clinicFrom: 'params' },
    request: { params: oneVersion },
    responses: { 200: z.object({ ...said, document: z.unknown() }) },
    errors: ['clinic.version-not-found'],
    handler: async ({ clinicId, params: { version } }) => {
      const found = await needs.clinicContexts.version(clinicId, version);
      if (found === undefined) throw new ContextVersionNotFound(version);
      return reply(200, found);
    },
  }),

  endpoint({
    id: 'compareContextVersions',
    method: 'GET',
    path: '/api/clinics/:clinicId/context/versions/:version/changes',
    summary: {
      en: 'What a version changed against the one before, or another one',
      pt: 'O que uma versão mudou em relação à anterior, ou a outra',
    },
    tag,
    access: { roles: staff, clinicFrom: 'params' },
    request: { params: oneVersion, query: z.strictObject({ against: versionAsked.optional() }) },
    responses: {
      200: z.object({ against: z.int(), version: z.int(), changes: z.array(change).readonly() }),
    },
    errors: ['clinic.version-not-found'],
    handler: async ({ clinicId, params: { version }, query }) => {
      const against = query.against ?? version - 1;
      const [before, after] = await Promise.all([
        against === 0 ? { document: {} } : needs.clinicContexts.version(clinicId, against),
        needs.clinicContexts.version(clinicId, version),
      ]);
      if (after === undefined) throw new ContextVersionNotFound(version);
      if (before === undefined) throw new ContextVersionNotFound(against);
      const changes = documentChanges(before.document, after.document);
      return reply(200, { against, version, changes });
    },
  }),

  endpoint({
    id: 'restoreContextVersion',
    method: 'POST',
    path: '/api/clinics/:clinicId/context/versions/:version/restore',
    summary: {
      en: 'Save an earlier version as the next one',
      pt: 'Salvar uma versão antiga como a próxima',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params' },
    request: { params: oneVersion },
    responses: { 200: savedContext },
    errors: ['clinic.version-not-found', 'clinic.context-changed'],
    versioned: true,
    idempotent: true,
    audit: { action: 'context.restore', subject: ({ params: { version } }) => `context version ${version}` },
    handler: async ({ clinicId, params: { version: wanted }, version = 0, caller, note }) => {
      const { context, findings, changes } = await needs.restoreClinicContext({
        clinicId,
        version: wanted,
        expectedVersion: version,
        by: caller.actor,
      });
      note({ from: version, to: context.version });
      const { version: saved } = context;
      return reply(200, { version: saved, findings, changes }, { version: saved });
    },
  }),
];
