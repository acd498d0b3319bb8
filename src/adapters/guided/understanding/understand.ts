import type { Choice, MessageType, PatientMessage } from '../../../domain/messaging/message.ts';
import { isImpliedRequest, isServiceOnDay } from './implied-request.ts';
import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import { chosen, type Chosen } from './chosen.ts';
import { adWords } from '../../../domain/messaging/messages/beside-words.ts';
import { courtesyIn, pictureIn, type Courtesy, type Picture } from './courtesy.ts';
import { isEnglish } from './foreign.ts';
import { healthQuestionIn, type HealthQuestion } from './health-questions.ts';
import { wordsOfClinic } from './named/clinic-words.ts';
import { withProfessionalsMarked } from './named/professional-names.ts';
import { mentionsIn, withServicesMarked, type Mentions } from './named/mentions.ts';
import { normalised, wordsOf } from '../../../domain/language/normalise-text.ts';
import { agendaTalkIn, type AgendaTalk } from './agenda-talk.ts';
import type { AgendaTap } from '../../../domain/patient-messages/choice-ids.ts';
import type { Situation } from '../reply.ts';
import type { Topic } from './topic.ts';
import { topicsIn } from './topics-in.ts';
import { typedNumber } from '../../../domain/assistant/typed-number.ts';
import { maySettle } from '../../../domain/assistant/heard-voice.ts';
import { dayIn, wantedTimeIn } from './wanted-time.ts';
import { withoutCourtesy } from './without-courtesy.ts';
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
  readonly health: HealthQuestion | undefined;
  /** Kinds of what has no words for us. */
  readonly media: readonly MessageType[];
  /** A tap on something that is no longer there. */
  readonly isStale: boolean;
  /** What it decides may be carried out: no machine had to hear it. */
  readonly maySettle: boolean;
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
  'call',
  'unsupported',
  'unknown',
]);
/** Their text is a name that somebody gave, or stands for a call; the patient says none of it. */
const notSaid = new Set<MessageType>(['location', 'contacts', 'order', 'call']);
const fewWords = 5;

/** The words and taps of a turn, before they are understood. */
export type Said = {
  readonly taps: readonly Chosen[];
  readonly texts: readonly string[];
  readonly media: readonly MessageType[];
  /** Of the advertisement that brought the patient. */
  readonly ad: string;
  readonly isStale: boolean;
  readonly maySettle: boolean;
};

export function saidIn(messages: readonly PatientMessage[], { context, dialogue, today }: Situation): Said {
  const taps: Chosen[] = [];
  // a real tap on the agenda decides, whatever is said beside it
  let decisive = messages;
  const texts: string[] = [];
  let isStale = false;
  for (const message of messages) {
    const tapped = message.choice ?? typedChoice(message, dialogue.offered);
    const found = tapped && chosen(tapped, context, today);
    if (found) taps.push(found);
    if (found?.tap) decisive = [message];
    if (!found && !notSaid.has(message.type)) {
      texts.push(message.text || (message.choice?.title ?? ''));
      isStale ||= message.choice !== undefined && message.type !== 'button';
    }
  }
  const media = [...new Set(messages.filter(isWordless).map(({ type }) => type))];
  const ad = messages.map(adWords).findLast((words) => words !== '') ?? '';
  return { taps, texts, media, ad, isStale, maySettle: maySettle(decisive) };
}

/** Of a recording that was understood there are words. */
const isWordless = ({ type, isTranscript }: PatientMessage): boolean =>
  wordless.has(type) && isTranscript !== true;

/** Characters of a turn that are understood: the newest ones. */
const longestTurn = 8_192;

/** The end of what was written, from the beginning of a word on. */
function newest(text: string): string {
  if (text.length <= longestTurn) return text;
  const end = text.slice(-longestTurn);
  return end.slice(end.search(/\s/) + 1);
}

export function understand(said: Said, { context, today }: Situation): Understanding {
  const { taps, media, isStale } = said;
  const written = said.texts.join('\n');
  const text = newest(written);
  const all = normalised(spelledOut(text));
  const normal = withoutCourtesy(all);
  const named = withAdvertised(mentionsIn(normal, context), said.ad, context);
  const people = wordsOfClinic(context);
  // "Domingos" and "Dias" are said of nobody's day
  const timed = withProfessionalsMarked(normal, named.professionals, people);
  const when = taps.findLast((tap) => tap.when)?.when ?? wantedTimeIn(timed, today, context.openingHours);
  const isShort = wordsOf(normal).length <= fewWords;
  const marked = withServicesMarked(normal, named, context);
  const topics = topicsIn(marked);
  const isWish =
    taps.length === 0 &&
    ((topics.size === 0 && isServiceOnDay(marked, named, when)) ||
      isImpliedRequest(
        { marked: withProfessionalsMarked(marked, named.professionals, people), named, when },
        topics,
      ));
  return {
    normal,
    marked,
    isShort,
    topics: new Set([
      ...taps.flatMap((tapped) => tapped.topics ?? []),
      ...(isWish ? [] : topics),
      ...(isWish ? (['booking'] as const) : []),
      ...(isEnglish(all) ? (['foreign'] as const) : []),
    ]),
    mentions: {
      ...named,
      services: unique([...taps.flatMap(({ service }) => service ?? []), ...named.services]),
      professionals: unique([
        ...taps.flatMap(({ professional }) => professional ?? []),
        ...named.professionals,
      ]),
    },
    when,
    day: dayIn(timed.replace(/\b(bom dia|boa (tarde|noite))\b/g, ' '), today),
    tap: taps.findLast((tapped) => tapped.tap)?.tap,
    talk: agendaTalkIn(normal),
    page: taps.findLast(({ page }) => page !== undefined)?.page,
    courtesy: courtesyIn(all),
    picture: pictureIn(text),
    health: healthQuestionIn(all),
    media,
    isStale,
    maySettle: said.maySettle,
    isCut: text.length < written.length,
  };
}

/** Whoever comes by an advertisement and names nothing else asks about what that is for, where it is for one service. */
function withAdvertised(named: Mentions, ad: string, context: Situation['context']): Mentions {
  if (ad === '' || named.services.length > 0) return named;
  const { services } = mentionsIn(normalised(ad.slice(0, longestTurn)), context);
  return services.length === 1 ? { ...named, services } : named;
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
function typedChoice(message: PatientMessage, offered: readonly Choice[]): Choice | undefined {
  const { text, type, isTranscript } = message;
  const number = typedNumber(message);
  if (number !== undefined) return offered[number - 1];
  if ((type !== 'text' && isTranscript !== true) || text.length > longestTitle) return undefined;
  const normal = normalised(text);
  const isYes = /^(sim|quero|quero sim|sim quero|pode ser|claro|sim por favor)$/.test(normal);
  const [first] = offered;
  if (isYes && first?.id.startsWith('book') === true && offered.length <= 3) return first;
  return normal === '' ? undefined : offered.find(({ title }) => normalised(title) === normal);
}
