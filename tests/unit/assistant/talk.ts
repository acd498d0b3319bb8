import type { Assistant } from '../../../src/application/ports/assistant/assistant.ts';
import { answerGuided, type GuidedAnswer } from '../../../src/adapters/guided/guided-assistant.ts';
import { newDialogue, readDialogue, type Dialogue } from '../../../src/adapters/guided/dialogue.ts';
import { makeAnswerSafely } from '../../../src/application/assistant/answer-safely.ts';
import { systemTimers } from '../../../src/adapters/system/timers.ts';
import { toolsWithoutAgenda } from '../../../src/application/assistant/turn-tools.ts';
import type { TurnPlan } from '../../../src/domain/assistant/answer.ts';
import type { ClinicContext } from '../../../src/domain/clinic/clinic-context.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { readClinicContext } from '../../../src/domain/clinic/document/contextualization.ts';
import {
  messageId,
  type OutboundContent,
  type PatientMessage,
} from '../../../src/domain/messaging/message.ts';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';
import { unhurried } from '../../support/worlds/unhurried.ts';

export const contextOf = (json: unknown, timeZone = 'America/Sao_Paulo') =>
  readClinicContext({ id: clinicId('c1'), name: 'Clínica Teste', timeZone }, json).context;

const demoContext = contextOf(demoClinic.contextualization);
/** Tuesday 11:00 in São Paulo. */
export const openTime = new Date('2026-11-24T14:00:00Z');
/** Tuesday 22:30 in São Paulo. */
export const nightTime = new Date('2026-11-25T01:30:00Z');

type Said = string | Partial<PatientMessage>;

const saying = (said: Said): PatientMessage => ({
  id: messageId('m1'),
  type: 'text',
  text: '',
  sentAt: openTime,
  ...(typeof said === 'string' ? { text: said } : said),
});

export const tapping = (id: string, title = id): Partial<PatientMessage> => ({
  type: 'interactive',
  text: title,
  choice: { id, title },
});

type Setting = {
  context?: ClinicContext;
  dialogue?: Dialogue;
  now?: Date;
  patientName?: string;
  isAfterAlarm?: boolean;
};

/** An answer together with what it does. */
export type PlannedAnswer = GuidedAnswer & Partial<TurnPlan>;

export const planned = (answer: GuidedAnswer, { handover, appointmentChanges }: TurnPlan): PlannedAnswer => ({
  ...answer,
  ...(handover && { handover }),
  ...(appointmentChanges.length > 0 && { appointmentChanges }),
});

/** As patients meet it: behind the rules for emergencies. */
export async function answerBehindRules(
  turn: Parameters<typeof answerGuided>[0],
  assistant: Assistant = { answer: (request) => answerGuided({ ...request, dialogue: turn.dialogue }) },
): Promise<GuidedAnswer> {
  const answerSafely = makeAnswerSafely({
    assistant,
    timers: systemTimers,
    handoverPatienceMs: 1,
  });
  const alarm = { danger: 'emergency' as const, at: turn.now };
  const {
    confirmation = [],
    replies,
    dialogue,
  } = await answerSafely({
    ...turn,
    standing: { mode: 'assistant', ...(turn.isAfterAlarm === true && { attention: { alarm } }) },
    time: unhurried,
  });
  return { replies: [...confirmation, ...replies], dialogue: dialogue as Dialogue };
}

/** Without an agenda. */
export async function answerTo(said: Said | readonly Said[], setting: Setting = {}): Promise<PlannedAnswer> {
  const { tools, plan } = toolsWithoutAgenda();
  const answer = await answerBehindRules({
    context: demoContext,
    dialogue: newDialogue,
    now: openTime,
    tools,
    ...setting,
    messages: (Array.isArray(said) ? (said as readonly Said[]) : [said as Said]).map(saying),
  });
  return planned(answer, plan());
}

/** Turn after turn, the dialogue stored as JSON in between; the last answer. */
export async function talk(
  turns: readonly (Said | readonly Said[])[],
  setting: Setting = {},
): Promise<PlannedAnswer> {
  let answer: PlannedAnswer = { replies: [], dialogue: setting.dialogue ?? newDialogue };
  for (const turn of turns) {
    const dialogue = readDialogue(JSON.parse(JSON.stringify(answer.dialogue)));
    answer = await answerTo(turn, { ...setting, dialogue });
  }
  return answer;
}

export const textOf = ({ replies }: GuidedAnswer): string => replies.map(({ body }) => body).join('\n');

export const choicesOf = (replies: readonly OutboundContent[]): readonly { id: string; title: string }[] =>
  replies.flatMap((reply) =>
    reply.type === 'buttons'
      ? reply.buttons
      : reply.type === 'list'
        ? reply.sections.flatMap(({ rows }) => rows)
        : [],
  );
