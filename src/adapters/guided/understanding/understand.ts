import type { Choice, MessageType, PatientMessage } from '../../../domain/messaging/message.ts';
import { isServiceOnDay } from './implied-request.ts';
import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import { chosen, type Chosen } from './chosen.ts';
import { courtesyIn, pictureIn, type Courtesy, type Picture } from './courtesy.ts';
import type { Danger } from '../../../domain/assistant/safety/danger-signs.ts';
import { isEnglish } from './foreign.ts';
import { healthQuestionIn, type HealthQuestion } from './health-questions.ts';
import { mentionsIn, withServicesMarked, type Mentions } from './mentions.ts';
import { normalised, wordsOf } from '../../../domain/language/normalise-text.ts';
import { agendaTalkIn, type AgendaTalk } from './agenda-talk.ts';
import type { AgendaTap } from '../../../domain/patient-messages/choice-ids.ts';
import type { Situation } from '../reply.ts';
import type { Topic } from './topic.ts';
import { topicsIn } from './topics-in.ts';
import { dayIn, wantedTimeIn } from './wanted-time.ts';
import type { LocalDate } from '../../../domain/clinic/local-time.ts';

/** All that a turn says, whether written or tapped, as one. */
export type Understanding = {
  readonly normal: string;
  /** The same with names of services replaced by their mark. */
  readonly marked: string;
  readonly isShort: boolean;
  readonly topics: ReadonlySet<Topic>;
  readonly mentions: Mentions;
  readonly when: WantedTime | undefined;
  readonly day: LocalDate | undefined;
  readonly page: number | undefined;
  /** The last tap on something of the agenda. */
  readonly tap: AgendaTap | undefined;
  readonly talk: AgendaTalk;
  readonly courtesy: Courtesy;
  readonly picture: Picture | undefined;
  readonly danger: Danger | undefined;
  readonly health: HealthQuestion | undefined;
  /** Kinds of what has no words for us. */
  readonly media: readonly MessageType[];
  /** A tap on something that is no longer there. */
  readonly isStale: boolean;
  /** More was written than is understood: only the end of it was. */
  readonly isCut: boolean;
};

const wordless = new Set<MessageType>([
  'audio',
  'image',
  'video',
  'document',
  'sticker',
  'location',
  'contacts',
  'order',
  'unsupported',
  'unknown',
]);
/** Their text is a name that somebody gave, not what the patient says. */
const notSaid = new Set<MessageType>(['location', 'contacts', 'order']);
const fewWords = 5;

/** The words and taps of a turn, before they are understood. */
export type Said = {
  readonly taps: readonly Chosen[];
  readonly texts: readonly string[];
  readonly media: readonly MessageType[];
  readonly isStale: boolean;
};

export function saidIn(messages: readonly PatientMessage[], { context, dialogue, today }: Situation): Said {
  const taps: Chosen[] = [];
  const texts: string[] = [];
  let isStale = false;
  for (const message of messages) {
    const tapped = message.choice ?? typedChoice(message, dialogue.offered);
    const found = tapped && chosen(tapped, context, today);
    if (found) taps.push(found);
    else if (!notSaid.has(message.type)) {
      texts.push(message.text || (message.choice?.title ?? ''));
      isStale ||= message.choice !== undefined && message.type !== 'button';
    }
  }
  const media = [...new Set(messages.filter(({ type }) => wordless.has(type)).map(({ type }) => type))];
  return { taps, texts, media, isStale };
}

/** Characters of a turn that are understood: the newest ones. Signs of danger are looked for in all of them. */
const longestTurn = 8_192;

/** The end of what was written, from the beginning of a word on. */
function newest(text: string): string {
  if (text.length <= longestTurn) return text;
  const end = text.slice(-longestTurn);
  return end.slice(end.search(/\s/) + 1);
}

export function understand(
  said: Said,
  danger: Danger | undefined,
  { context, today }: Situation,
): Understanding {
  const { taps, media, isStale } = said;
  const written = said.texts.join('\n');
  const text = newest(written);
  const normal = normalised(spelledOut(text));
  const named = mentionsIn(normal, context);
  const when = taps.findLast((tap) => tap.when)?.when ?? wantedTimeIn(normal, today);
  const isShort = wordsOf(normal).length <= fewWords;
  const marked = withServicesMarked(normal, named, context);
  const topics = topicsIn(marked);
  const isWish = taps.length + topics.size === 0 && isServiceOnDay(marked, named, when);
  return {
    normal,
    marked,
    isShort,
    topics: new Set([
      ...taps.flatMap((tapped) => tapped.topics ?? []),
      ...topics,
      ...(isWish ? (['booking'] as const) : []),
      ...(isEnglish(normal) ? (['foreign'] as const) : []),
    ]),
    mentions: {
      ...named,
      services: unique([...taps.flatMap(({ service }) => service ?? []), ...named.services]),
      practitioners: unique([
        ...taps.flatMap(({ practitioner }) => practitioner ?? []),
        ...named.practitioners,
      ]),
    },
    when,
    day: dayIn(normal.replace(/\b(bom dia|boa (tarde|noite))\b/g, ' '), today),
    tap: taps.findLast((tapped) => tapped.tap)?.tap,
    talk: agendaTalkIn(normal),
    page: taps.findLast(({ page }) => page !== undefined)?.page,
    courtesy: courtesyIn(normal),
    picture: pictureIn(text),
    danger,
    health: healthQuestionIn(normal),
    media,
    isStale,
    isCut: text.length < written.length,
  };
}

/** Folding would make one thing of `14:30` and `14/11`. */
const spelledOut = (text: string): string =>
  text
    .replace(/\b([01]?\d|2[0-3]):([0-5]\d)\b/g, '$1h$2')
    .replace(
      /(?<![\d/])(\d{1,2})\/(\d{1,2})(\/\d{2,4})?(?![\d/])/g,
      (_, day: string, month: string) => `dia ${day} ${month}`,
    );

const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

/** Longer than any title. */
const longestTitle = 300;

/** A typed title or number of what was offered last; "sim" takes the offer to book. */
function typedChoice({ text, type }: PatientMessage, offered: readonly Choice[]): Choice | undefined {
  if (type !== 'text' || text.length > longestTitle) return undefined;
  const normal = normalised(text);
  if (/^(opcao |numero )?\d{1,2}$/.test(normal)) return offered[Number(normal.replace(/\D/g, '')) - 1];
  const isYes = /^(sim|quero|quero sim|sim quero|pode ser|claro|sim por favor)$/.test(normal);
  const [first] = offered;
  if (isYes && first?.id.startsWith('book') === true && offered.length <= 3) return first;
  return normal === '' ? undefined : offered.find(({ title }) => normalised(title) === normal);
}
