import { localTime } from '../../clinic/local-time.ts';
import {
  clock,
  dayPhrase,
  duration,
  intervalsPhrase,
  money,
  upperFirst,
  weekdayNames,
} from '../../language/phrasing.ts';
import { slotPhrase } from '../../patient-messages/slot-phrases.ts';
import type { SpokenFacts } from './spoken-facts.ts';

const reference = /\{(?<what>[a-z]{1,20})(?::(?<which>[^{}\n]{1,130}))?\}/g;

type Print = (which: string, facts: SpokenFacts) => string | undefined;

const service = (which: string, { context }: SpokenFacts) => context.services.find(({ id }) => id === which);
const moment = (which: string, { handles }: SpokenFacts) => handles?.get(which);

/** What a model may refer to in place of writing it, by its name in braces. */
const prints: Readonly<Record<string, Print>> = {
  preco: (which, facts) => {
    const found = service(which, facts);
    return found?.priceCents === undefined ? found?.priceNote : money(found.priceCents);
  },
  duracao: (which, facts) => {
    const minutes = service(which, facts)?.durationMinutes;
    return minutes === undefined ? undefined : duration(minutes);
  },
  servico: (which, facts) => service(which, facts)?.name,
  preparo: (which, facts) => service(which, facts)?.preparation,
  profissional: (which, { context }) => context.professionals.find(({ id }) => id === which)?.name,
  horario: (which, facts) => {
    const start = moment(which, facts);
    return start && slotPhrase(start, facts.context.timeZone);
  },
  hora: (which, facts) => {
    const start = moment(which, facts);
    return start && clock(localTime(facts.context.timeZone, start).minutes);
  },
  dia: (which, facts) => {
    const start = moment(which, facts);
    const { timeZone } = facts.context;
    return start && dayPhrase(localTime(timeZone, start).date, localTime(timeZone, facts.now).date);
  },
  endereco: (_, { context }) => context.profile.address,
  telefone: (_, { context }) => context.profile.phone,
  whatsapp: (_, { context }) => context.profile.whatsapp,
  email: (_, { context }) => context.profile.email,
  site: (_, { context }) => context.profile.website,
  clinica: (_, { context }) => context.name,
  paciente: (_, { patientName }) => patientName?.split(' ')[0],
  funcionamento: (_, { context: { openingHours } }) =>
    openingHours.week
      ?.map((intervals, weekday) => ({ intervals, name: weekdayNames[weekday] ?? '' }))
      .map(({ intervals, name }) => `${upperFirst(name)}: ${intervalsPhrase(intervals) || 'fechado'}`)
      .join('\n'),
};

/** The names of references, for the rules that a model is given. */
export const referenceNames: readonly string[] = Object.keys(prints);

/**
 * The text with every reference replaced by what it refers to: `{preco:limpeza}`, `{horario:h3}`. `undefined` when one
 * refers to nothing, or a brace is left over: such a text must not be sent.
 */
export function filledReferences(text: string, facts: SpokenFacts): string | undefined {
  let isWhole = true;
  const rest: string[] = [];
  let from = 0;
  for (const { 0: found, index, groups } of text.matchAll(reference)) {
    const print = Object.hasOwn(prints, groups?.['what'] ?? '') ? prints[groups?.['what'] ?? ''] : undefined;
    const value = print?.(groups?.['which'] ?? '', facts);
    if (value === undefined) isWhole = false;
    rest.push(text.slice(from, index), value ?? '');
    from = index + found.length;
  }
  rest.push(text.slice(from));
  const own = rest.filter((_, at) => at % 2 === 0).join('');
  return isWhole && !/[{}]/.test(own) ? rest.join('') : undefined;
}
