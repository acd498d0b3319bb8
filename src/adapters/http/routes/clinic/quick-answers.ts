import { z } from 'zod';
import type { PutQuickAnswer } from '../../../../application/inbox/put-quick-answer.ts';
import type { RemoveQuickAnswer } from '../../../../application/inbox/remove-quick-answer.ts';
import type { QuickAnswers } from '../../../../application/ports/clinic/quick-answers.ts';
import { quickAnswerId, quickAnswerLimits } from '../../../../domain/inbox/quick-answer.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, inClinic, line, staff, uuidAsked, uuidGiven } from '../../api/schemas.ts';

export type QuickAnswerNeeds = {
  quickAnswers: QuickAnswers;
  putQuickAnswer: PutQuickAnswer;
  removeQuickAnswer: RemoveQuickAnswer;
};

const tag = 'quick-answers';
const path = '/api/clinics/:clinicId/quick-answers';
const onePath = `${path}/:quickAnswerId`;
const oneAnswer = z.strictObject({
  ...inClinic,
  quickAnswerId: uuidAsked.transform(quickAnswerId).meta({ jsonSchema: { type: 'string', format: 'uuid' } }),
});
const subject = ({ params }: { params: { quickAnswerId: string } }) => `quick-answer:${params.quickAnswerId}`;
const answer = z
  .object({
    id: uuidGiven,
    name: z.string().describe('Once per clinic, whatever the case'),
    text: z.string(),
  })
  .meta({ id: 'QuickAnswer' });

export const quickAnswerEndpoints = (needs: QuickAnswerNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'listQuickAnswers',
    method: 'GET',
    path,
    summary: {
      en: 'Texts that the team of the clinic keeps for its replies, by name; at most 100',
      pt: 'Textos que a equipe da clínica guarda para responder, por nome; até 100',
    },
    tag,
    access: { roles: staff, clinicFrom: 'params' },
    request: { params: z.strictObject(inClinic) },
    responses: { 200: z.object({ items: z.array(answer).readonly() }) },
    handler: async ({ clinicId }) => reply(200, { items: await needs.quickAnswers.list(clinicId) }),
  }),

  endpoint({
    id: 'putQuickAnswer',
    method: 'PUT',
    path: onePath,
    summary: {
      en: 'Add a quick answer under an id of your own, or change the one with this id',
      pt: 'Incluir uma resposta rápida com um id seu, ou mudar a que tem este id',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params' },
    request: {
      params: oneAnswer,
      body: z.strictObject({
        name: line(quickAnswerLimits.name),
        text: z.string().min(1).max(quickAnswerLimits.text),
      }),
    },
    responses: { 200: answer },
    errors: ['clinic.quick-answer-empty', 'clinic.quick-answer-name-taken', 'clinic.quick-answers-full'],
    audit: { action: 'quick-answer.put', subject },
    handler: async ({ clinicId, params: { quickAnswerId: id }, body }) =>
      reply(200, await needs.putQuickAnswer({ clinicId, answer: { id, ...body } })),
  }),

  endpoint({
    id: 'removeQuickAnswer',
    method: 'DELETE',
    path: onePath,
    summary: {
      en: 'Take a quick answer out; what was sent with it stays',
      pt: 'Apagar uma resposta rápida; o que já foi enviado fica',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params' },
    request: { params: oneAnswer },
    responses: { 204: 'empty' },
    errors: ['clinic.quick-answer-not-found'],
    audit: { action: 'quick-answer.remove', subject },
    handler: async ({ clinicId, params: { quickAnswerId: id } }) => {
      await needs.removeQuickAnswer(clinicId, id);
      return reply(204, undefined);
    },
  }),
];
