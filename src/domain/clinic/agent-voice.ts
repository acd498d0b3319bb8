import { documentLimits } from './document/document-limits.ts';
import { at, type Place } from './document/tolerant-json.ts';
import { countAt, nameAt, textAt, textsAt, textWithin, yesNoAt } from './document/written-values.ts';

/** How the assistant speaks, in the clinic's words. */
export type AgentVoice = {
  readonly name?: string;
  readonly personality?: string;
  readonly tone?: string;
  readonly formality?: string;
  readonly languages: readonly string[];
  readonly greeting?: string;
  readonly farewell?: string;
  readonly outOfHours?: string;
  /** Failed attempts in a row before a human goes on. */
  readonly maxFailedAttempts: number;
  readonly offersSuggestions: boolean;
};

const defaultAttempts = 3;
/** More than this and nobody would ever reach a human. */
const mostAttempts = 10;

export function readAgentVoice(agent: Place): AgentVoice {
  const configuration = at(agent, 'configuracao', 'configuracoes');
  const behaviour = at(agent, 'comportamento');
  const texts = {
    name: nameAt(configuration, 'nome', 'nome_agente'),
    personality: textAt(configuration, 'personalidade'),
    tone: textAt(configuration, 'tom_comunicacao', 'tom'),
    formality: textAt(configuration, 'nivel_formalidade'),
    greeting: textWithin(documentLimits.greeting, configuration, 'saudacao_inicial', 'saudacao'),
    farewell: textAt(configuration, 'mensagem_despedida', 'despedida'),
    outOfHours: textAt(configuration, 'mensagem_fora_horario', 'mensagem_fora_do_horario'),
  };
  const attempts = countAt(behaviour, 'limite_tentativas') ?? defaultAttempts;
  return {
    ...withoutAbsent(texts),
    languages: textsAt(configuration, 'idiomas'),
    maxFailedAttempts: Math.min(attempts, mostAttempts),
    offersSuggestions: yesNoAt(behaviour, 'oferece_sugestoes') ?? true,
  };
}

/** Leaves out what is `undefined`, as `exactOptionalPropertyTypes` wants it. */
export function withoutAbsent<T extends Readonly<Record<string, unknown>>>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}

type Present<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };
