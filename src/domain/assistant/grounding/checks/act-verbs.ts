import {
  backingOf,
  harmlessGerunds,
  harmlessInfinitives,
  isHarmless,
  type ActClaim,
  type Backing,
} from './act-claims.ts';
import type { Token } from '../reading/tokens.ts';

/** What the verb that stands here claims; `undefined` where it claims nothing. */
export function verbClaim(
  tokens: readonly Token[],
  index: number,
  isQuestion: boolean,
): ActClaim | undefined {
  const token = tokens[index] as Token;
  const { word } = token;
  const before = (count: number) => tokens.slice(Math.max(0, index - count), index).map((each) => each.word);
  const claim = (backing: readonly Backing[] | undefined): ActClaim => ({
    at: token.at,
    end: token.end,
    backing: backing ?? ['never'],
  });
  if (before(4).some((each) => negations.has(each))) return undefined;

  // marquei, reservamos
  if (/.{2}(?:ei|[aei]mos)$/.test(word) && word.length > 4 && !/(?:arei|erei|irei|[aei]remos)$/.test(word)) {
    const isPlural = word.endsWith('mos');
    if (isHarmless(word)) return undefined;
    const backing = backingOf(word);
    // "atendemos" is of every day; of unknown verbs only what one person has done is a claim
    if (isPlural)
      return backing && !isQuestion && !usual.has(word) && saidAsDone(before(3)) ? claim(backing) : undefined;
    return { ...claim(backing), isJustNow: true };
  }
  if (firstPast.has(word)) return { ...claim(backingOf(word)), isJustNow: true };

  // avisarei, retornaremos
  const future = /^(.{2,}[aei]r)(?:ei|emos|a|ao)$/.exec(word)?.[1];
  if (future !== undefined && !harmlessInfinitives.has(future) && !nouns.has(word)) {
    if (/(?:ei|emos)$/.test(word)) return claim(backingOf(future) ?? ['handed-over']);
  }

  // vou avisar, vamos marcar
  const infinitive = /^.{2,}[aeio]r$/.test(word) && !nouns.has(word) ? word : undefined;
  if (infinitive !== undefined && !harmlessInfinitives.has(infinitive)) {
    const near = before(3);
    if (near.some((each) => each === 'vou' || each === 'irei')) return claim(soon(infinitive));
    // "vamos marcar?" invites; only what others are to do is promised by it
    const isOthers = soon(infinitive).every((each) => each === 'handed-over' || each === 'looked');
    if (near.some((each) => each === 'vamos' || each === 'iremos') && !isQuestion && isOthers)
      return claim(soon(infinitive));
  }

  // estou verificando
  if (/.{2}ndo$/.test(word) && !harmlessGerunds.has(word)) {
    if (before(3).some((each) => /^(?:estou|estamos|to|tamo|venho|fico)$/.test(each)))
      return claim(word.startsWith('registra') ? ['pending'] : soon(word));
  }

  // marcado, confirmada
  if (!isQuestion && /.{2}[ai]d[oa]s?$/.test(word)) {
    const backing = backingOf(word);
    if (backing === undefined || !statesOf.test(word)) return undefined;
    const rest = tokens.slice(index + 1, index + 5).map((each) => each.word);
    if (
      before(4).some((each) => conditions.has(each)) ||
      /^[ao]s$/.test(tokens[index - 2]?.word ?? '') ||
      rest.some((each) => later.has(each))
    )
      return undefined;
    return claim(word.startsWith('reserv') ? ['held', 'requested', 'confirmed'] : backing);
  }
  return undefined;
}

/** What is to be done soon counts as done by the act of this turn itself. */
function soon(verb: string): readonly Backing[] {
  const backing = backingOf(verb) ?? ['handed-over'];
  return backing.includes('confirmed')
    ? ['held', 'requested', ...backing]
    : backing.includes('moved')
      ? ['requested', ...backing]
      : backing;
}

const saidAsDone = (before: readonly string[]) => before.some((each) => /^(?:ja|nos|acabamos)$/.test(each));

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const negations = words('nao nem nada nunca ninguem nenhum nenhuma sem');
const conditions = words(
  'for seja ser estar estiver depois quando se algum alguma alguns algumas hora tem ter tenho caso apos tiver pode podem precisa do dos da das outro outra ate pelo ao mal assim',
);
const later = words('depois quando apos se somente assim');
const usual = words(
  'atendemos abrimos fechamos temos fazemos oferecemos aceitamos trabalhamos podemos vamos ficamos estamos somos',
);
const nouns = words(
  'lugar celular familiar particular escolar hospitalar qualquer melhor maior menor valor favor senhor doutor professor setor exterior interior anterior posterior superior inferior popular regular bar mar lar par ar dor cor flor calor amor odor mulher colher',
);
const firstPast = words(
  'pedi consegui inseri inclui transferi garanti resolvi abri repeti preenchi emiti decidi corrigi atualizei',
);
const statesOf =
  /^(?:re)?(?:serv|separ|guard|segur|bloque|garant|assegur|marc|agend|confirm|mud|alter|troc|adi|antecip|encaix|cancel|desmarc|liber|registr|anot|solicit|encaminh|avis|repass|notific|comunic|acion|autoriz|aprov|estorn|reembols|isent|inclu|cadastr|transfer)/;
