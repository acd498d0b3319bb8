import { z } from 'zod';
import type { InviteMember } from '../../../../application/access/invite-member.ts';
import type { Invitations } from '../../../../application/ports/access/invitations.ts';
import { InvitationNotFound } from '../../../../domain/access/browser-errors.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, inClinic, instant, uuidAsked, uuidGiven } from '../../api/schemas.ts';

const tag = 'members';
const path = '/api/clinics/:clinicId/invitations';
const mostShown = 200;
const role = z.enum(['clinic-admin', 'clinic-staff']);
const invitation = z
  .object({
    clinicId: uuidGiven,
    id: uuidGiven,
    email: z.string(),
    role,
    invitedBy: z.string(),
    createdAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'Invitation' });

export type InvitationNeeds = { inviteMember: InviteMember; invitations: Invitations };

export const invitationEndpoints = ({ inviteMember, invitations }: InvitationNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'listInvitations',
    method: 'GET',
    path,
    summary: {
      en: 'Who is invited to the clinic, at most 200',
      pt: 'Quem foi convidado para a clínica, até 200',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params' },
    request: { params: z.strictObject(inClinic) },
    responses: { 200: z.object({ items: z.array(invitation).readonly() }) },
    handler: async ({ clinicId }) => reply(200, { items: await invitations.list(clinicId, mostShown) }),
  }),

  endpoint({
    id: 'inviteMember',
    method: 'POST',
    path,
    summary: {
      en: 'Invite a person by their address: they are a member from their next sign-in on',
      pt: 'Convidar uma pessoa pelo e-mail: ela entra na clínica quando fizer login',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params', callers: 'people' },
    request: { params: z.strictObject(inClinic), body: z.strictObject({ email: z.email().max(254), role }) },
    responses: { 201: invitation },
    errors: ['access.role-too-high'],
    idempotent: true,
    audit: { action: 'member.invite', subject: ({ newId }) => `invitation:${newId}` },
    handler: async ({ clinicId, body, caller, role: giverRole, newId, note }) => {
      note({ role: body.role });
      const invited = await inviteMember({ id: newId, clinicId, ...body, by: caller.actor, giverRole });
      return reply(201, invited);
    },
  }),

  endpoint({
    id: 'removeInvitation',
    method: 'DELETE',
    path: `${path}/:id`,
    summary: { en: 'Take an invitation back', pt: 'Cancelar um convite' },
    tag,
    access: { roles: admins, clinicFrom: 'params', callers: 'people' },
    request: { params: z.strictObject({ ...inClinic, id: uuidAsked }) },
    responses: { 204: 'empty' },
    errors: ['access.invitation-not-found'],
    audit: { action: 'member.uninvite', subject: ({ params: { id } }) => `invitation:${id}` },
    handler: async ({ clinicId, params: { id } }) => {
      if (!(await invitations.remove(clinicId, id))) throw new InvitationNotFound();
      return reply(204, undefined);
    },
  }),
];
