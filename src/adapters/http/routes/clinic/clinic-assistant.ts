import { z } from 'zod';
import type { ClinicAssistants } from '../../../../application/ports/assistant/clinic-assistants.ts';
import type { ModelSpending } from '../../../../application/ports/assistant/model-spending.ts';
import type { ModelOffer } from '../../../../application/assistant/model/model-access.ts';
import type { ResolveClinicContext } from '../../../../application/clinic/resolve-clinic-context.ts';
import type { Transcription } from '../../../../application/ports/media/transcription.ts';
import type { Clock } from '../../../../application/ports/system/clock.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { localTime } from '../../../../domain/clinic/local-time.ts';
import { given } from '../../../../domain/given.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, inClinic, line } from '../../api/schemas.ts';

const chosen = {
  usesModel: z.boolean().describe('Whether a language model answers in front of the guided assistant'),
  model: line(200).nullable().describe("In place of the installation's model; null: that one"),
  dayMicrodollars: z
    .int()
    .min(0)
    .max(1_000_000_000)
    .nullable()
    .describe("Most that it may cost per day, in millionths of a US dollar; null: the installation's limit"),
  hearsVoice: z
    .boolean()
    .optional()
    .describe('Whether recordings of patients may be given to whoever transcribes them; absent: as before'),
};
const choice = z.strictObject(chosen).meta({ id: 'ClinicAssistantChoice' });
const assistant = z
  .object({
    ...chosen,
    hearsVoice: z.boolean(),
    canHear: z.boolean().describe('Whether this installation can have recordings transcribed'),
    isAvailable: z.boolean().describe('Whether this installation has a language model'),
    today: z.object({
      microdollars: z.int().describe('Used and set aside today, as far as the price is known'),
      tokens: z.int(),
      unpricedTurns: z.int().describe('Turns whose price is not known'),
    }),
  })
  .meta({ id: 'ClinicAssistant' });

export type ClinicAssistantNeeds = {
  clinicAssistants: ClinicAssistants;
  modelSpending: ModelSpending;
  modelOffer: ModelOffer | undefined;
  resolveClinicContext: ResolveClinicContext;
  clock: Clock;
  transcription: Transcription | undefined;
};

const path = '/api/clinics/:clinicId/assistant';
const access = { roles: admins, clinicFrom: 'params' } as const;

export const clinicAssistantEndpoints = (needs: ClinicAssistantNeeds): readonly Endpoint[] => {
  const shown = async (clinicId: ClinicId) => {
    const { context } = await needs.resolveClinicContext(clinicId);
    const day = localTime(context.timeZone, needs.clock.now()).date;
    const [wanted, today] = await Promise.all([
      needs.clinicAssistants.get(clinicId),
      needs.modelSpending.usedOn({ clinicId, day }),
    ]);
    return {
      usesModel: wanted.usesModel,
      model: wanted.model ?? null,
      dayMicrodollars: wanted.dayMicrodollars ?? null,
      hearsVoice: wanted.hearsVoice === true,
      canHear: needs.transcription !== undefined,
      isAvailable: needs.modelOffer !== undefined,
      today: { microdollars: today.microdollars, tokens: today.tokens, unpricedTurns: today.unpriced },
    };
  };
  return [
    endpoint({
      id: 'getClinicAssistant',
      method: 'GET',
      path,
      summary: {
        en: 'Whether a language model answers, and what it cost today',
        pt: 'Se um modelo de linguagem responde, e quanto custou hoje',
      },
      tag: 'clinics',
      access,
      request: { params: z.strictObject(inClinic) },
      responses: { 200: assistant },
      errors: ['clinic.not-found'],
      handler: async ({ clinicId }) => reply(200, await shown(clinicId)),
    }),

    endpoint({
      id: 'setClinicAssistant',
      method: 'PUT',
      path,
      summary: {
        en: 'Turn the language model on or off, and choose which one',
        pt: 'Ligar ou desligar o modelo de linguagem, e escolher qual',
      },
      tag: 'clinics',
      access,
      request: { params: z.strictObject(inClinic), body: choice },
      responses: { 200: assistant },
      errors: ['clinic.not-found'],
      audit: { action: 'clinic.choose-assistant', subject: () => 'assistant' },
      handler: async ({ clinicId, body, note }) => {
        const { usesModel, model, dayMicrodollars } = body;
        const before = await needs.clinicAssistants.get(clinicId);
        const hearsVoice = body.hearsVoice ?? before.hearsVoice === true;
        await needs.clinicAssistants.save(clinicId, {
          usesModel,
          ...(hearsVoice && { hearsVoice }),
          ...given({ model: model ?? undefined, dayMicrodollars: dayMicrodollars ?? undefined }),
        });
        note({ usesModel, model, dayMicrodollars, hearsVoice });
        return reply(200, await shown(clinicId));
      },
    }),
  ];
};
