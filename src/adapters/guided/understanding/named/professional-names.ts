import type { Professional } from '../../../../domain/clinic/professional.ts';
import { wordsOf } from '../../../../domain/language/normalise-text.ts';
import { isEverydayName } from '../../../../domain/language/everyday-names.ts';
import { withSpecialties } from './care-words.ts';
import type { ClinicWords } from './clinic-words.ts';

type Words = Pick<ClinicWords, 'professionals' | 'ofProfessionals'>;

/** Where somebody is named in the words: from a title or a first name on. */
type NameRun = {
  readonly from: number;
  readonly to: number;
  readonly hasTitle: boolean;
  readonly names: ReadonlySet<string>;
};

const titles = new Set(['dr', 'dra']);
const between = new Set(['de', 'da', 'do', 'dos', 'das', 'e']);
/** What stands before a person who is called by a first name alone. */
const beforePerson = new Set('a o com da do na no pela pelo para ver oi ola dia tarde noite'.split(' '));
const introduces = /\b(meu nome e|me chamo|aqui e|sou (a|o)|quem fala e|paciente)\b/;

/**
 * Names count as names: after a title any of them, without one a first name. "Que dias a Dra. Clara atende?" names nobody
 * called Dias, and where a first name is an everyday word, "pele clara" names nobody at all.
 */
function runsIn(words: readonly string[], { professionals, ofProfessionals }: Words): readonly NameRun[] {
  const first = new Set(professionals.flatMap((one) => one.first));
  const runs: NameRun[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const hasTitle = titles.has(words[at] ?? '');
    const from = at;
    const begin = hasTitle ? at + 1 : at;
    if (!hasTitle && !ofProfessionals(words[at] ?? '').some((name) => first.has(name))) continue;
    const names = new Set<string>();
    let to = begin;
    for (let next = begin; next < words.length; next += 1) {
      const meant = ofProfessionals(words[next] ?? '');
      if (meant.length === 0 && !(between.has(words[next] ?? '') && next > begin)) break;
      for (const name of meant) names.add(name);
      if (meant.length > 0) to = next + 1;
    }
    if (to === begin) continue;
    at = to - 1;
    const run = { from, to, hasTitle, names };
    if (hasTitle || to - from > 1 || isMeantAsName(words, from)) runs.push(run);
  }
  return runs;
}

/** A first name alone. */
const isMeantAsName = (words: readonly string[], at: number): boolean =>
  !isEverydayName(words[at] ?? '') || words.length <= 2 || beforePerson.has(words[at - 1] ?? '');

/** Those who are named best, by first name, or by any name after a title. */
export function namedProfessionals(normal: string, words: Words): readonly Professional[] {
  const written = wordsOf(normal);
  const isIntroduced = introduces.test(normal);
  const runs = runsIn(written, words).filter(({ hasTitle }) => hasTitle || !isIntroduced);
  const scored = words.professionals.map(({ professional, names, first }) => ({
    professional,
    hits: Math.max(
      0,
      ...runs.map((run) =>
        run.hasTitle || first.some((name) => run.names.has(name))
          ? [...names].filter((name) => run.names.has(name)).length
          : 0,
      ),
    ),
  }));
  const best = scored.reduce((most, { hits }) => Math.max(most, hits), 0);
  return best === 0 ? [] : scored.filter(({ hits }) => hits === best).map(({ professional }) => professional);
}

/** Stands in the words for somebody who is named. */
export const professionalMark = 'PROFESSIONAL';

/** "Dr. Marcos Domingos" asks for no Sunday: people who are named become a mark. */
export function withProfessionalsMarked(text: string, named: readonly Professional[], words: Words): string {
  if (named.length === 0) return text;
  const written = wordsOf(text);
  const theirs = new Set(
    words.professionals
      .filter(({ professional }) => named.includes(professional))
      .flatMap(({ names }) => [...names]),
  );
  const runs = runsIn(written, words).filter(({ names }) => [...names].some((name) => theirs.has(name)));
  if (runs.length === 0) return withSpecialtyMarked(written, named, words);
  return written
    .flatMap((word, at) => {
      const run = runs.find(({ from, to }) => at >= from && at < to);
      return run === undefined ? [word] : run.from === at ? [professionalMark] : [];
    })
    .join(' ');
}

/** "A nutricionista", who is one of ours. */
function withSpecialtyMarked(
  written: readonly string[],
  named: readonly Professional[],
  { professionals }: Words,
): string {
  const theirs = professionals.filter(({ professional }) => named.includes(professional));
  return written
    .map((word) =>
      withSpecialties(word).some((each) => theirs.some(({ specialties }) => specialties.has(each)))
        ? professionalMark
        : word,
    )
    .join(' ');
}
