import { z } from 'zod';
import type { ReplayTurn } from '../../../../application/assistant/replay-turn.ts';
import type { TurnRecordEntry, TurnRecords } from '../../../../application/ports/assistant/turn-records.ts';
import { conversationId, messageId } from '../../../../domain/messaging/message.ts';
import { pageOf, pageQuery, readPage } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, everybody, inClinic, instant, uuidGiven } from '../../api/schemas.ts';

const tokens = z.object({
  input: z.int().optional(),
  cached: z.int().optional(),
  cacheWritten: z.int().optional().describe('Put into the cache of the provider'),
  output: z.int().optional(),
});
const step = z.object({
  ms: z.int(),
  end: z.string().describe('said, calls, cut, or how the provider failed'),
  text: z.string(),
  calls: z.array(
    z.object({
      name: z.string(),
      arguments: z.unknown(),
      outcome: z.enum(['read', 'chosen', 'refused', 'not-run']),
      result: z.unknown(),
    }),
  ),
});
const turnRecord = z
  .object({
    turnId: uuidGiven,
    recordedAt: instant,
    outcome: z.enum(['sent', 'overtaken', 'failed']),
    replyIds: z.array(uuidGiven).describe('The messages that the patient was sent'),
    messageIds: z.array(z.string()).describe('The messages that were answered'),
    answeredBy: z.enum(['model', 'guided']),
    isDecided: z.boolean().describe('Whether the model chose or said something'),
    why: z.string().optional().describe('Why the guided assistant answered'),
    replaced: z
      .object({ words: z.string(), because: z.array(z.string()) })
      .optional()
      .describe('Words of the model that were not sent, and what they stated without ground'),
    model: z.string(),
    contextVersion: z.int(),
    instructionsHash: z.string().describe('SHA-256 of the rules and the context as the model read them'),
    situation: z.string(),
    steps: z.array(step),
    tokens,
    microdollars: z.int().optional().describe('Absent where the price is not known'),
    ms: z.int(),
  })
  .meta({ id: 'TurnRecord' });
const answer = z.object({
  answeredBy: z.string(),
  why: z.string().optional(),
  replies: z.array(z.unknown()),
});
const replayed = z
  .object({
    isSame: z.boolean(),
    before: answer,
    after: answer,
    unrecorded: z
      .int()
      .describe(
        'Looks at what the record does not hold: they found nothing, and a difference may come of it',
      ),
  })
  .meta({ id: 'ReplayedTurn' });

export type TurnRecordNeeds = { turnRecords: TurnRecords; replayTurn: ReplayTurn };

const path = '/api/clinics/:clinicId/conversations/:conversationId/turn-records';
const uuidAsked = z.guid();
const ofConversation = { ...inClinic, conversationId: uuidAsked.transform(conversationId) };
const tag = 'conversations';

export const turnRecordEndpoints = ({ turnRecords, replayTurn }: TurnRecordNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'listTurnRecords',
    method: 'GET',
    path,
    summary: {
      en: 'Why a language model answered as it did, newest first',
      pt: 'Por que um modelo de linguagem respondeu assim, do mais novo ao mais antigo',
    },
    tag,
    access: { roles: everybody, clinicFrom: 'params' },
    request: {
      params: z.strictObject(ofConversation),
      query: z.strictObject({
        ...pageQuery,
        messageId: uuidAsked
          .transform(messageId)
          .optional()
          .meta({ description: 'Only the one that gave the patient this message' }),
      }),
    },
    responses: { 200: pageOf(turnRecord) },
    errors: ['http.cursor-invalid'],
    handler: async ({ clinicId, params: { conversationId: of }, query }) => {
      if (query.messageId !== undefined) {
        const found = await turnRecords.ofReply(clinicId, of, query.messageId);
        return reply(200, { items: found ? [shown(found)] : [], nextCursor: null });
      }
      const page = await readPage(
        'turn-records',
        query,
        uuidAsked,
        async (limit, after) => (await turnRecords.ofConversation(clinicId, of, limit, after)).map(shown),
        ({ turnId }) => turnId,
      );
      return reply(200, page);
    },
  }),

  endpoint({
    id: 'replayTurn',
    method: 'POST',
    path: `${path}/:turnId/replay`,
    summary: {
      en: 'Run a turn again from what the model said then, or ask another model; sends nothing',
      pt: 'Executar de novo a partir do que o modelo disse, ou perguntar a outro; não envia nada',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params' },
    request: {
      params: z.strictObject({ ...ofConversation, turnId: uuidAsked }),
      body: z.strictObject({
        contextVersion: z.int().min(1).optional().describe('In place of the version of that time'),
        model: z
          .string()
          .min(1)
          .max(100)
          .optional()
          .describe('Asked in place of what was said then, at the expense of the clinic'),
      }),
    },
    responses: { 200: replayed },
    errors: [
      'assistant.turn-record-not-found',
      'clinic.version-not-found',
      'clinic.not-found',
      'assistant.model-not-offered',
    ],
    audit: 'nothing-changes',
    handler: async ({ clinicId, params, body: { contextVersion, model } }) => {
      const { conversationId: of, turnId } = params;
      const turn = { clinicId, conversationId: of, turnId, contextVersion, model };
      const { isSame, before, after, unrecorded } = await replayTurn(turn);
      return reply(200, {
        isSame,
        unrecorded,
        before: { ...before, replies: [...before.replies] },
        after: { ...after, replies: [...after.replies] },
      });
    },
  }),
];

const shown = ({ turnId, recordedAt, outcome, replyIds, kept }: TurnRecordEntry) => {
  const { steps, replaced, decision, ...record } = kept.record;
  return {
    ...record,
    isDecided: !('nothing' in decision),
    turnId,
    recordedAt,
    outcome,
    replyIds: [...replyIds],
    messageIds: kept.input.messages.map(({ id }) => String(id)),
    ...(replaced && { replaced: { words: replaced.words, because: [...replaced.because] } }),
    steps: steps.map(({ ms, end, text, calls }) => ({
      ...{ ms, end, text },
      calls: calls.map(({ name, arguments: written, outcome: came, result }) => ({
        ...{ name, arguments: written, outcome: came, result },
      })),
    })),
  };
};
