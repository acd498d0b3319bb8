import { z } from 'zod';
import type { ClinicMembers } from '../../../../application/ports/access/clinic-members.ts';
import type { Clock } from '../../../../application/ports/system/clock.ts';
import { MemberNotFound, RoleTooHigh } from '../../../../domain/access/access-errors.ts';
import { mayGive, personActor } from '../../../../domain/access/caller.ts';
import { adminRuleFor, colleagueName } from '../../../../domain/access/clinic-member.ts';
import { ClinicNotFound } from '../../../../domain/clinic/clinic-errors.ts';
import { pageOf, pageQuery, readPage } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, inClinic, instant, line, staff, uuidGiven } from '../../api/schemas.ts';
import { given } from '../../../../domain/given.ts';

const role = z.enum(['clinic-admin', 'clinic-staff']);
const userId = line(255).describe('The `sub` of the person’s tokens');
const member = z
  .object({
    clinicId: uuidGiven,
    userId: z.string(),
    role,
    displayName: z.string().optional(),
    email: z.string().optional().describe('By which they were invited'),
    addedBy: z.string(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'ClinicMember' });

const colleague = z
  .object({
    userId: z.string(),
    actor: z.string().describe('As in the audit log, and in `sentBy` of what they wrote'),
    name: z.string().optional().describe('Absent where nobody has said one'),
  })
  .meta({ id: 'Colleague' });

export type MemberNeeds = { clinicMembers: ClinicMembers; clock: Clock };

const tag = 'members';
const path = '/api/clinics/:clinicId/members';
const params = z.strictObject(inClinic);
const onePerson = z.strictObject({ ...inClinic, userId });

export const memberEndpoints = ({ clinicMembers, clock }: MemberNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'listMembers',
    method: 'GET',
    path,
    summary: { en: 'Who works for the clinic', pt: 'Quem trabalha na clínica' },
    tag,
    access: { roles: admins, clinicFrom: 'params' },
    request: { params, query: z.strictObject(pageQuery) },
    responses: { 200: pageOf(member) },
    errors: ['http.cursor-invalid'],
    handler: async ({ clinicId, query }) => {
      const read = (limit: number, after: string | undefined) => clinicMembers.list(clinicId, limit, after);
      const body = await readPage('members', query, z.string().max(255), read, ({ userId: id }) => id);
      return reply(200, body);
    },
  }),

  endpoint({
    id: 'listColleagues',
    method: 'GET',
    path: '/api/clinics/:clinicId/colleagues',
    summary: {
      en: 'The names of those who work for the clinic, for each other',
      pt: 'Os nomes de quem trabalha na clínica, para os colegas',
    },
    tag,
    access: { roles: staff, clinicFrom: 'params' },
    request: { params, query: z.strictObject(pageQuery) },
    responses: { 200: pageOf(colleague) },
    errors: ['http.cursor-invalid'],
    handler: async ({ clinicId, query }) => {
      const read = (limit: number, after: string | undefined) => clinicMembers.list(clinicId, limit, after);
      const { items, nextCursor } = await readPage(
        'colleagues',
        query,
        z.string().max(255),
        read,
        ({ userId: id }) => id,
      );
      const colleagues = items.map((person) => ({
        userId: person.userId,
        actor: personActor(person.userId),
        ...given({ name: colleagueName(person) }),
      }));
      return reply(200, { items: colleagues, nextCursor });
    },
  }),

  endpoint({
    id: 'putMember',
    method: 'PUT',
    path: `${path}/:userId`,
    summary: {
      en: 'Add a person to the clinic, or change their role',
      pt: 'Incluir uma pessoa na clínica, ou mudar o papel dela',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params', callers: 'people' },
    request: { params: onePerson, body: z.strictObject({ role, displayName: line(120).optional() }) },
    responses: { 200: member },
    errors: ['access.role-too-high', 'access.last-admin'],
    audit: { action: 'member.put', subject: ({ params: { userId: person } }) => personActor(person) },
    handler: async ({ clinicId, params: { userId: person }, body, role: own, caller, note }) => {
      if (!mayGive(own, body.role)) throw new RoleTooHigh(body.role);
      const { displayName } = body;
      const input = {
        clinicId,
        userId: person,
        role: body.role,
        ...given({ displayName }),
        addedBy: caller.actor,
      };
      note({ role: body.role });
      const put = await clinicMembers.put(input, adminRuleFor(own), clock.now());
      if (put === undefined) throw new ClinicNotFound(clinicId);
      return reply(200, put);
    },
  }),

  endpoint({
    id: 'removeMember',
    method: 'DELETE',
    path: `${path}/:userId`,
    summary: { en: 'Take a person out of the clinic', pt: 'Retirar uma pessoa da clínica' },
    tag,
    access: { roles: admins, clinicFrom: 'params', callers: 'people' },
    request: { params: onePerson },
    responses: { 204: 'empty' },
    errors: ['access.member-not-found', 'access.last-admin'],
    audit: { action: 'member.remove', subject: ({ params: { userId: person } }) => personActor(person) },
    handler: async ({ clinicId, params: { userId: person }, role: own }) => {
      if (!(await clinicMembers.remove(clinicId, person, adminRuleFor(own))))
        throw new MemberNotFound(person);
      return reply(204, undefined);
    },
  }),
];
