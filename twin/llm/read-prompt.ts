import { contextIn, folded, likest } from './prompt-context.ts';
import type { SeenRequest } from './reply.ts';

/** What a model makes of a prompt of ours. */
export type Prompt = {
  /** The patient's last words, folded: small letters without accents. */
  readonly said: string;
  /** As the patient wrote them. */
  readonly words: string;
  readonly isAfterTool: boolean;
  /** Codes of what the patient names, from the clinic's context. */
  readonly service: string | null;
  readonly professional: string | null;
  /** The patient's first appointment, as the situation tells it. */
  readonly own:
    | {
        readonly code: string;
        readonly service: string | null;
        readonly day: string | null;
        readonly clock: string | null;
      }
    | undefined;
  /** `2026-12-03` */
  readonly day: string | null;
  /** As the tools want it: `tarde`, `14:30`. */
  readonly time: string | null;
  /** What the product read in the message by its own rules. */
  readonly topics: readonly string[];
  readonly services: readonly string[];
  /** What is being booked or moved, as the situation tells it. */
  readonly open:
    | {
        readonly service: string | null;
        readonly professional: string | null;
        readonly moving: string | null;
      }
    | undefined;
};

type Message = { readonly role?: unknown; readonly content?: unknown };

export function readPrompt(body: SeenRequest['body']): Prompt {
  const messages = Array.isArray(body['messages']) ? (body['messages'] as readonly Message[]) : [];
  const textsOf = (role: string) =>
    messages.filter((message) => message.role === role).map(({ content }) => contentText(content));
  const system = textsOf('system').join('\n');
  const words = textsOf('user').at(-1) ?? '';
  const said = folded(words);
  const context = contextIn(system);
  const appointments = Array.from(system.matchAll(/^- (a\d+): (.+)$/gm), ([, code = '', text = '']) => ({
    code,
    name: folded(text),
    day: dateIn(text, system),
    clock: /\b(\d\d:\d\d)\b/.exec(text)?.[1] ?? null,
    service: likest(context.services, folded(/^\*?([^*]+?)\*?(?: com |,)/.exec(text)?.[1] ?? '')),
  }));
  const read = /^Lido nesta mensagem[^:]*: (.+)\.$/m.exec(system)?.[1]?.split('; ') ?? [];
  const codes = (letter: string) => read.filter((one) => new RegExp(`^${letter}\\d+$`).test(one));
  const professional = codes('p')[0] ?? likest(context.professionals, said);
  const last = /^Falado por último: (s\d+)/m.exec(system)?.[1];
  const service =
    (codes('s').length === 1 ? codes('s')[0] : undefined) ??
    likest(context.services, said) ??
    codes('s')[0] ??
    context.services.find(
      ({ professionals }) => professional !== null && professionals.includes(professional),
    )?.code ??
    last ??
    null;
  const own = appointments.find(({ code }) => code === likest(appointments, said)) ?? appointments[0];
  return {
    said,
    words,
    isAfterTool: messages.at(-1)?.role === 'tool',
    service,
    professional,
    services: codes('s'),
    topics: read.flatMap((one) => /^assunto (.+)$/.exec(one)?.[1] ?? []),
    own: own && { code: own.code, service: own.service, day: own.day, clock: own.clock },
    day: read.find((one) => /^\d{4}-/.test(one)) ?? dayIn(said, system),
    time: read.find((one) => /^(manha|tarde|noite|((apos|antes) )?\d\d:\d\d)$/.test(one)) ?? timeIn(said),
    open: openIn(system),
  };
}

/** `26/11` of the days ahead. */
function dateIn(text: string, system: string): string | null {
  const [, day = '', month = ''] = /(\d\d)\/(\d\d)/.exec(text) ?? [];
  return new RegExp(`\\d{4}-${month}-${day}`).exec(system)?.[0] ?? null;
}

function openIn(system: string): Prompt['open'] {
  const line = /^Em andamento: .+$/m.exec(system)?.[0];
  const code = (letter: string) => new RegExp(`\\b${letter}\\d+\\b`).exec(line ?? '')?.[0] ?? null;
  return line === undefined ? undefined : { service: code('s'), professional: code('p'), moving: code('a') };
}

const contentText = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : Array.isArray(content)
      ? content.map((part: { text?: unknown }) => (typeof part.text === 'string' ? part.text : '')).join('\n')
      : '';

const weekdays = ['domingo', 'segunda', 'terca', 'quarta', 'quinta', 'sexta', 'sabado'];

/** The situation lists today and the next days by name, as a real model would read them. */
function dayIn(said: string, system: string): string | null {
  const today = /Agora: [^,]+, (\d{4}-\d\d-\d\d)/.exec(system)?.[1];
  const days = system
    .split('\n')
    .find((line) => line.startsWith('Próximos dias: '))
    ?.slice('Próximos dias: '.length)
    .replace(/\.$/, '')
    .split(', ');
  const next = (days ?? []).map((day) => {
    const [name = '', date = ''] = day.split(' ');
    return { name: folded(name), date };
  });
  if (said.includes('depois de amanha')) return next[1]?.date ?? null;
  if (/\bamanha\b/.test(said)) return next[0]?.date ?? null;
  if (/\bhoje\b/.test(said)) return today ?? null;
  const weekday = weekdays.find((name) => new RegExp(String.raw`\b${name}\b`).test(said));
  if (weekday !== undefined) return next.find(({ name }) => name.startsWith(weekday))?.date ?? null;
  const number = /\bdia (\d{1,2})\b/.exec(said)?.[1];
  return number === undefined
    ? null
    : (next.find(({ date }) => Number(date.slice(8)) === Number(number))?.date ?? null);
}

function timeIn(said: string): string | null {
  const clock = /\b([01]?\d|2[0-3])(?:h|:)([0-5]\d)?\b/.exec(said);
  if (clock) return `${(clock[1] ?? '').padStart(2, '0')}:${clock[2] ?? '00'}`;
  if (/manha\b/.test(said.replace('amanha', ''))) return 'manha';
  if (/tarde\b/.test(said.replace('boa tarde', ''))) return 'tarde';
  return /noite\b/.test(said.replace('boa noite', '')) ? 'noite' : null;
}
