import type { Finding } from '../finding.ts';
import { worldOf, type World } from '../reading/world.ts';
import { sourcesOf, stem, type Source } from '../reading/sources.ts';
import type { Sentence } from '../reading/sentences.ts';
import type { Statement } from '../reading/statements.ts';
import { tokensIn, type Token } from '../reading/tokens.ts';
import type { SpokenFacts } from '../spoken-facts.ts';
import type { ClinicContext } from '../../../clinic/clinic-context.ts';
import { flatText } from '../../../language/literals/flat-text.ts';
import { claimsBare, isShapedAsTalk, promisesPeople } from './talk-shape.ts';
import { assents, factWords, talkWords } from './talk-words.ts';

/**
 * Sentences that state something which stands nowhere. A sentence may be talk (it welcomes, asks, does not know), a fact
 * that the other checks have bound (a price, an hour, a name), or told by one text of the clinic, in the same sense and of
 * the same thing. Whatever else it says, in whatever words, is a finding: nothing has to be listed to be refused.
 */
export function unsupportedIn(text: string, facts: SpokenFacts): readonly Finding[] {
  const world = worldOf(text, facts);
  return world.read.statements.flatMap((statement) =>
    clausesOf(statement.sentence, world)
      .filter(
        (clause) =>
          isEmptyPromise(clause, facts) ||
          !(
            isTalk(clause, world) ||
            isBoundFact(clause, statement, world) ||
            isTold(clause, statement, world)
          ),
      )
      .map(({ at, end }): Finding => ({
        kind: 'unsupported',
        why: 'unknown',
        said: world.read.text.shown.slice(at, end).trim(),
      })),
  );
}

const isEmptyPromise = ({ flat }: Clause, { acts }: SpokenFacts): boolean =>
  promisesPeople(flat) && !acts.some(({ act }) => act === 'handed-over');

type Clause = {
  readonly at: number;
  readonly end: number;
  readonly flat: string;
  readonly tokens: readonly Token[];
};

/** What a sentence states; of a question only what stands before it is asked. */
function clausesOf(sentence: Sentence, { read, facts }: World): readonly Clause[] {
  const whole = clause(sentence.at, sentence.flat);
  if (!sentence.isQuestion) return [whole];
  const parts = sentence.flat.split(/(?<=[,:;–—])/);
  const asked = parts.at(-1) ?? '';
  const from = sentence.at + sentence.flat.length - asked.length;
  const before = sentence.flat.slice(0, sentence.flat.length - asked.length);
  return [
    ...(/[a-z]/.test(before) ? [clause(sentence.at, before)] : []),
    ...(asks.test(asked) && !assumes.test(asked) ? [] : [clause(from, asked)]),
  ];

  function clause(at: number, flat: string): Clause {
    const names = ownNames(facts.context, facts.patientName);
    const tokens = tokensIn(flat).filter(({ word }) => !names.has(word) && !/^\d/.test(word));
    return { at, end: at + flat.length, flat: read.text.flat.slice(at, at + flat.length), tokens };
  }
}

const asks =
  /(?<![a-z])(?:quer|queria|gostaria|prefere|preferencia|qual|quais|que (?:dia|horario|periodo|servico|exame)|quando|quem|como|posso|podemos|poderia|pode me|e para|e pra|seria|deseja|para quem|o que|confirma|serve|vamos|tudo bem|precisa de (?:ajuda|mais)|algo mais|mais alguma)(?![a-z])/;
/** A question that takes for granted what it says. */
const assumes =
  /(?<![a-z])(?:sabia|sabe que|viu|ne|sabendo|ja que|temos|ha|existe|nao precisa|gratis)(?![a-z])/;

const vacancy =
  /(?<![a-z])(?:temos|tem|tenho|ha|consigo|conseguimos)(?![a-z])[^.?!]{0,40}?(?<![a-z])(?:vagas?|horarios?|encaixes?|disponive\w+|disponibilidade|livres?)(?![a-z])/;

function isTalk({ at, end, flat, tokens }: Clause, { facts, read }: World): boolean {
  if (assents.test(flat)) return false;
  // an offer of times is made where the agenda was looked at
  if (vacancy.test(flat)) return facts.times.length > 0 && tokens.every(isOf(talkWords, factWords));
  const isAct = promisesPeople(flat);
  return (
    !states.test(read.text.shown.slice(at, end)) &&
    tokens.every(isOf(talkWords)) &&
    (isAct || isShapedAsTalk(flat))
  );
}

/** Verbs that look like joining words once their accents are gone. */
const states = /(?<!\p{L})(?:é|dá|há|são|está)(?!\p{L})/iu;
const isPossible = /(?<!\p{L})dá(?!\p{L})/iu;

const isOf =
  (...sets: readonly ReadonlySet<string>[]) =>
  ({ word }: Token): boolean =>
    word.length < 2 || sets.some((set) => set.has(word));

/** It holds something that another check has bound to what it is about, and nothing but words that join it. */
function isBoundFact(
  { at, end, flat, tokens }: Clause,
  statement: Statement,
  { facts, read }: World,
): boolean {
  if ((vacancy.test(flat) && facts.times.length === 0) || claimsBare(flat)) return false;
  if (isPossible.test(read.text.shown.slice(at, end))) return false;
  const isIn = (span: { readonly at: number }) => span.at >= at && span.at < end;
  const isBound = statement.literals.some(isIn) || statement.insurances.some(isIn);
  return isBound && tokens.every(isOf(talkWords, factWords, ownWords(statement)));
}

/** Words of the names that the sentence holds. */
const ownWords = ({ services, professionals, insurances, payments }: Statement): ReadonlySet<string> =>
  new Set(
    [services, professionals, insurances, payments].flatMap((mentions) =>
      mentions.flatMap(({ candidates }) =>
        candidates.flatMap((one) => wordsOf('name' in one ? one.name : one.kind)),
      ),
    ),
  );

/** One text of the clinic says all of it: every word that is not mere talk, yes for yes and no for no, of the same thing. */
function isTold(clause: Clause, statement: Statement, { facts }: World): boolean {
  const own = ownWords(statement);
  const needed = clause.tokens
    .map(({ word }) => word)
    .filter((word) => word.length > 2 && !joining.has(word) && !own.has(word))
    .map(stem);
  const named = [
    ...statement.services.flatMap(({ candidates }) => candidates),
    ...statement.before.services,
    ...statement.professionals.flatMap(({ candidates }) => candidates),
    ...statement.before.professionals,
  ].map(({ id }) => id);
  return textsOf(facts.context).some(({ source, stems }) => {
    const owner = source.serviceId ?? source.professionalId;
    if (owner !== undefined && !named.includes(owner)) return false;
    return (
      needed.every((word) => stems.has(word)) &&
      isDenied(clause.flat) === isDenied(around(source.text, needed))
    );
  });
}

const joining = new Set(
  'para pra por pelo pela com uma dos das nos nas que sua seu voce temos tem nosso nossa fica pode'.split(
    ' ',
  ),
);

/** The sentences of a text that share a word with what is claimed: a "no" elsewhere in it is none of theirs. */
function around(text: string, stems: readonly string[]): string {
  const flat = flatText(text).flat;
  const near = flat
    .split(/(?<=[.;!?])\s/)
    .filter((part) => tokensIn(part).some(({ word }) => stems.includes(stem(word))));
  return near.length === 0 ? flat : near.join(' ');
}

const isDenied = (flat: string): boolean =>
  /(?<![a-z])(?:nao|nem|nunca|nenhum|nenhuma|sem|exceto|menos)(?![a-z])/.test(flat);

type Told = { readonly source: Source; readonly stems: ReadonlySet<string> };
const told = new WeakMap<ClinicContext, readonly Told[]>();

function textsOf(context: ClinicContext): readonly Told[] {
  let texts = told.get(context);
  if (texts === undefined) {
    const ofPeople = context.professionals.map(({ id, name, specialties }): Source => {
      const text = `${name} ${specialties.join(' ')}`;
      return { text, words: wordsOf(text), labels: [], professionalId: id };
    });
    texts = [...sourcesOf(context), ...ofPeople].map((source) => ({
      source,
      stems: new Set([...source.words.map(stem), ...source.labels]),
    }));
    told.set(context, texts);
  }
  return texts;
}

const wordsOf = (text: string): readonly string[] => tokensIn(flatText(text).flat).map(({ word }) => word);

const ownNames = ({ name }: ClinicContext, patientName = ''): ReadonlySet<string> =>
  new Set([...wordsOf(name), ...wordsOf(patientName)]);
