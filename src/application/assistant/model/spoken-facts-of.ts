import type { SpokenFacts } from '../../../domain/assistant/grounding/spoken-facts.ts';
import { given } from '../../../domain/given.ts';
import type { AssistantTurn } from '../../ports/assistant/assistant.ts';
import type { SaidBefore } from '../../ports/assistant/turn-tools.ts';
import type { TurnCodes } from './codes.ts';
import { wordsOf } from './transcript.ts';

/** All that stands behind what a model says by itself: it looks, and does nothing. */
export const spokenFactsOf = (
  { context, now, messages, patientName }: AssistantTurn,
  codes: TurnCodes,
  before: readonly SaidBefore[],
): SpokenFacts => ({
  context,
  now,
  patientWords: [...before.filter(({ by }) => by === 'patient').map(({ text }) => text), wordsOf(messages)],
  appointments: [...codes.appointments.values()],
  times: [...codes.times.values()].map(({ subject, time: { slot, professionalId } }) => ({
    serviceId: subject.service.id,
    start: slot.start,
    professionalId,
  })),
  acts: [],
  handles: new Map([
    ...[...codes.times].map(([code, { time }]) => [code, time.slot.start] as const),
    ...[...codes.appointments].map(([code, { slot }]) => [code, slot.start] as const),
  ]),
  ...given({ patientName }),
});

const ofService = /\{(preco|duracao|servico|preparo):(s\d{1,4})\}/g;
const ofProfessional = /\{(profissional):(p\d{1,4})\}/g;

/** The model's codes in references as the ids that they stand for; what stands for nothing refers to nothing. */
export const withIds = (words: string, { services, professionals }: TurnCodes): string =>
  words
    .replace(ofService, (_, what: string, code: string) => `{${what}:${services.get(code)?.id ?? ''}}`)
    .replace(
      ofProfessional,
      (_, what: string, code: string) => `{${what}:${professionals.get(code)?.id ?? ''}}`,
    );
