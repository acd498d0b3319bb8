import { textsOf, type Truth } from './truth.ts';
import { contentOf, plain, shareIn, type Said } from './words.ts';

const amount =
  /r\$\s*(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d\d))?|(?<![\d.,])(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d\d))? reais/g;
/** Nothing of this may be said but in words of the clinic. */
const terms =
  /\b(?:gratuit\w+|de graca|gratis|sem (?:custo|juros|cobranca)|cortesia|descont\w+|por cento|metade|parcel\w+|isent\w+|promoc\w+|brinde)\b|\b\d{1,3} ?%|\b\d{1,2} ?x\b/g;

const centsOf = (whole: string, cents = '00'): number =>
  Number(whole.replaceAll('.', '')) * 100 + Number(cents);

/** Amounts that are not those of the service which was named last, and terms that the clinic does not write. */
export function moneyFaults(said: Said, truth: Truth): readonly string[] {
  const faults: string[] = [];
  for (const found of said.text.matchAll(amount)) {
    const cents = centsOf(found[1] ?? found[3] ?? '0', found[2] ?? found[4]);
    const upTo = `${said.before}${said.text.slice(0, found.index)}`;
    if (!isPriceOf(cents, upTo, said, truth) && !isWritten(found[0], said, truth))
      faults.push(`amount ${found[0]}`);
  }
  // what is said of ambulances and crisis lines is ours
  if (/samu|192|188/.test(said.text)) return faults;
  for (const [term] of said.text.matchAll(terms))
    if (
      !said.isQuestion &&
      !isOfPayment(term, said, truth) &&
      !isWritten(term, said, truth) &&
      !echoes(term, said, truth)
    )
      faults.push(`term ${term}`);
  return faults;
}

/** Of the service named last before it; where none was, of one that the rest of the sentence names. */
function isPriceOf(cents: number, upTo: string, { text }: Said, { context }: Truth): boolean {
  const named = context.services
    .map(({ name, priceCents }) => ({ name: plain(name), priceCents }))
    .map((one) => ({ ...one, whole: lastWhole(one.name, upTo), clipped: clippedAt(one.name, upTo) }))
    .map((one) => ({ ...one, at: Math.max(one.whole, one.clipped), isClipped: one.clipped > one.whole }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.at - a.at || b.name.length - a.name.length);
  const [last] = named;
  if (last !== undefined)
    return named.some(
      (one) => one.at === last.at && (one === last || one.isClipped) && one.priceCents === cents,
    );
  return context.services.some(({ name, priceCents }) => priceCents === cents && text.includes(plain(name)));
}

/** As words of its own: "teleconsulta de pediatria" is no "consulta de pediatria". */
function lastWhole(name: string, text: string): number {
  let at = text.lastIndexOf(name);
  while (at > 0 && /[a-z0-9]/.test(text.charAt(at - 1))) at = text.lastIndexOf(name, at - 1);
  return at;
}

/** A title that is too long for WhatsApp ends with dots, and may begin like another. */
function clippedAt(name: string, upTo: string): number {
  const row = upTo.slice(upTo.lastIndexOf('\n') + 1);
  const clipped = /^• (.{8,40}?)\.{3}/.exec(row)?.[1];
  return clipped !== undefined && name.startsWith(clipped.trim()) ? upTo.length : -1;
}

/** The clinic writes it, in a text that shares most other words with the sentence, or is said as a whole. */
function isWritten(what: string, said: Said, { context }: Truth): boolean {
  return textsOf(context).some(
    (text) =>
      (holdsTerm(text, what) || (what.startsWith('descont') && /\d%/.test(text))) &&
      (shareIn(said.text, text) >= 0.7 || shareIn(said.line, text) >= 0.7 || said.line.includes(text)),
  );
}

const echoes = (term: string, { text }: Said, { patientWords }: Truth): boolean =>
  /\bnao\b|\bequipe\b/.test(text) && patientWords.some((word) => plain(word).includes(term));

/** As a word of its own, with or without the space before its sign. */
function holdsTerm(text: string, what: string): boolean {
  const spaced = what.replaceAll(' ', '');
  return (
    ` ${text.replaceAll(/ (?=[%x]\b|%)/g, '')} `.match(/[^\s;,.()]+/g)?.includes(spaced) === true ||
    text.includes(what)
  );
}

/** A share, instalments or a discount of the way to pay that the sentence names. */
function isOfPayment(term: string, { text }: Said, { context }: Truth): boolean {
  return context.paymentMethods
    .filter(({ kind }) => contentOf(kind).every((word) => text.includes(word.slice(0, 5))))
    .some(({ installments = '', discount = '', notes = '' }) => {
      const number = /\d+/.exec(term)?.[0];
      if (term.endsWith('%')) return number === /\d+/.exec(discount)?.[0];
      if (term.endsWith('x')) return number === /\d+/.exec(installments)?.[0];
      if (term.startsWith('descont')) return discount !== '';
      return plain(`${installments} ${notes}`).includes(term);
    });
}
