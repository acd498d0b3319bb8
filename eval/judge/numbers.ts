import { localOf, textsOf, type Truth } from './truth.ts';
import { contentOf, type Said } from './words.ts';

const ownNumbers = new Set(['192', '188', '190', '193', '24']);
/** Hours, days, amounts, shares and telephones have readers of their own. */
const read =
  /r\$\s*[\d.,]+|[\d.,]+ reais|\d{1,2}\/\d{1,2}(?!\d)(?:\/\d{2,4})?|\b\d{1,2}(?::\d\d|h\d{0,2})\b|\d{1,3} ?%|\b\d{1,2} ?x\b|\+?\(?\d[\d ()./-]{7,}\d/g;

/** Every other number stands in a text of the clinic that shares a word with what is said, or counts minutes of a service. */
export function numberFaults(said: Said, { context, now, patientWords }: Truth): readonly string[] {
  if (/samu|cvv/.test(said.line))
    return [...said.line.matchAll(/\d+/g)].some(([one]) => !ownNumbers.has(one))
      ? ['number beside an emergency']
      : [];
  const rest = said.text.replaceAll(read, ' ');
  const minutes = new Set(context.services.map(({ durationMinutes }) => String(durationMinutes)));
  const day = localOf(context.timeZone, now).date.slice(8);
  const around = new Set([...contentOf(said.line), ...contentOf(said.before.slice(-160))]);
  return Array.from(rest.matchAll(/\d+/g), ({ 0: number, index }) => ({ number, unit: rest.slice(index) }))
    .filter(({ number, unit }) => {
      const n = String(Number(number));
      if (ownNumbers.has(number) || Number(n) === Number(day)) return false;
      if (/^\d+ min/.test(unit) && (minutes.has(n) || n === '10')) return false;
      // how many times a day holds, and how far the agenda looked: of what the list shows, not of the clinic
      if (/^(?:\d+ (?:horarios?|vagas?)|1a vez)\b/.test(unit) || /proximos \d+ dias/.test(said.text))
        return false;
      if (/^\d+ hora/.test(unit) && minutes.has(String(Number(n) * 60))) return false;
      if (patientWords.some((words) => words.includes(number))) return false;
      return !textsOf(context).some((text) => {
        if (!new Set<string>(text.match(/\d+/g)).has(number)) return false;
        return contentOf(text).some((word) => !/\d/.test(word) && around.has(word));
      });
    })
    .map(({ number }) => `number ${number}`);
}
