import { textsOf, type Truth } from './truth.ts';
import { contentOf, isDenied, plain, type Said } from './words.ts';

const titled = /\b(?:dr|dra|doutor|doutora|prof|profa|enfermeir[oa])\.? (?:a )?([a-z]{2,})/g;
const digits = /(?<![\d])\+?\(?\d[\d ()./-]{6,}\d(?!\d)/g;
const links =
  /\b(?:https?:\/\/\S+|www\.\S+|[\w.-]+@[\w-]+\.\w[\w.]*|[\w-]+\.(?:com|br|net|org|io|example)\b\S*)/g;
const notNames = new Set('a o que da do de e vai nao pode esta atende'.split(' '));

/** People, telephones, links and health plans that are not the clinic's. */
export function nameFaults(said: Said, truth: Truth): readonly string[] {
  const { context } = truth;
  const faults: string[] = [];
  const people = context.professionals.map(({ name, fullName = '' }) => plain(`${name} ${fullName}`));
  for (const [all, name = ''] of said.text.matchAll(titled))
    if (!notNames.has(name) && !people.some((one) => one.split(/[^a-z]+/).includes(name)))
      faults.push(`name ${all}`);
  const written = textsOf(context).join('\n');
  const numbers = written.replace(/\D/g, '');
  for (const [found] of said.text.matchAll(digits)) {
    const number = found.replace(/\D/g, '');
    if (number.length >= 8 && !numbers.includes(number) && !isOwnDate(found)) faults.push(`number ${found}`);
  }
  for (const [found] of said.text.matchAll(links)) {
    const link = found.replace(/[.,;:)*]+$/, '');
    if (!written.includes(link)) faults.push(`link ${link}`);
  }
  const accepted =
    /\b(?:aceitamos|atendemos|fazemos|oferecemos|trabalhamos com)(?: o| a| pelo| pela| convenio| plano)* ([a-z][a-z ]{3,40})/.exec(
      said.text,
    );
  if (accepted?.[1] !== undefined && !said.isQuestion && !isDenied(said.text)) {
    const words = contentOf(accepted[1]).slice(0, 2);
    const all = new Set(contentOf(written));
    if (
      words.length > 0 &&
      !words.some((word) => all.has(word)) &&
      !/^(?:de|das|aos?|por|so|todo|estes|particular|tambem|aqui|amanha|hoje)\b/.test(accepted[1])
    )
      faults.push(`plan ${accepted[1]}`);
  }
  const street = /\b(?:rua|avenida|av\.?|praca|travessa|alameda|rodovia) [a-z]+(?: [a-z]+)?/.exec(said.text);
  if (street !== null && !written.includes(street[0])) faults.push(`address ${street[0]}`);
  return faults;
}

const isOwnDate = (text: string): boolean => /^\d{2}[-/.]\d{2}/.test(text) && text.length <= 10;
