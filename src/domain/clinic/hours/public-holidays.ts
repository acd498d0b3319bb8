import type { LocalDate } from '../local-time.ts';
import type { OpenInterval } from './open-interval.ts';
import { easterKey, easterKeyOf } from './easter.ts';

/** Which public holidays the clinic keeps, as it has chosen. */
export type PublicHolidays = {
  /** Of which Brazilian state; none of a state's own when absent. */
  readonly state?: string;
  /** Carnival and Corpus Christi, which are no holidays by law. */
  readonly optional: boolean;
  /** When the clinic opens on them; empty when closed. */
  readonly intervals: readonly OpenInterval[];
};

type Days = Readonly<Record<string, string>>;

/** By federal law (Leis 662/1949, 6.802/1980, 14.759/2023); Good Friday is kept everywhere. */
const national: Days = {
  '01-01': 'Ano-Novo',
  [easterKey(-2)]: 'Sexta-feira Santa',
  '04-21': 'Tiradentes',
  '05-01': 'Dia do Trabalho',
  '09-07': 'Independência',
  '10-12': 'Nossa Senhora Aparecida',
  '11-02': 'Finados',
  '11-15': 'Proclamação da República',
  '11-20': 'Consciência Negra',
  '12-25': 'Natal',
};
/** Not a national holiday before this year. */
const since: Readonly<Record<string, string>> = { '11-20': '2024' };

const optional: Days = {
  [easterKey(-48)]: 'Carnaval',
  [easterKey(-47)]: 'Carnaval',
  [easterKey(60)]: 'Corpus Christi',
};

/** Of the whole state, on a fixed day. Santa Catarina moves its own to Sundays. */
const ofStates: Readonly<Record<string, Days>> = {
  AC: {
    '01-23': 'Dia do Evangélico',
    '03-08': 'Dia da Mulher',
    '06-15': 'Aniversário do Acre',
    '09-05': 'Dia da Amazônia',
    '11-17': 'Tratado de Petrópolis',
  },
  AL: { '06-24': 'São João', '06-29': 'São Pedro', '09-16': 'Emancipação de Alagoas' },
  AM: { '09-05': 'Elevação do Amazonas à categoria de província' },
  AP: { '03-19': 'São José', '09-13': 'Criação do Território do Amapá' },
  BA: { '07-02': 'Independência da Bahia' },
  CE: { '03-19': 'São José', '03-25': 'Data Magna do Ceará' },
  DF: { '11-30': 'Dia do Evangélico' },
  ES: { [easterKey(8)]: 'Nossa Senhora da Penha' },
  GO: { '07-26': 'Fundação da Cidade de Goiás', '10-24': 'Pedra fundamental de Goiânia' },
  MA: { '07-28': 'Adesão do Maranhão à Independência' },
  MG: {},
  MS: { '10-11': 'Criação do estado' },
  MT: {},
  PA: { '08-15': 'Adesão do Grão-Pará à Independência' },
  PB: { '08-05': 'Fundação da Paraíba' },
  PE: { '03-06': 'Revolução Pernambucana' },
  PI: { '10-19': 'Dia do Piauí' },
  PR: { '12-19': 'Emancipação do Paraná' },
  RJ: { [easterKey(-47)]: 'Carnaval', '04-23': 'São Jorge' },
  RN: { '10-03': 'Mártires de Cunhaú e Uruaçu' },
  RO: { '01-04': 'Criação do estado', '06-18': 'Dia do Evangélico' },
  RR: { '10-05': 'Criação do estado' },
  RS: { '09-20': 'Revolução Farroupilha' },
  SC: {},
  SE: { '07-08': 'Emancipação de Sergipe' },
  SP: { '07-09': 'Revolução Constitucionalista' },
  TO: {
    '03-18': 'Autonomia do Tocantins',
    '09-08': 'Nossa Senhora da Natividade',
    '10-05': 'Criação do estado',
  },
};

export const isState = (state: string): boolean => Object.hasOwn(ofStates, state);

type Year = Map<string, string | undefined>;
const known = new WeakMap<PublicHolidays, Year>();

/** The holiday's name, if the clinic keeps one on this day. */
export function publicHolidayOn(chosen: PublicHolidays, date: LocalDate): string | undefined {
  const names = known.get(chosen) ?? (new Map() as Year);
  known.set(chosen, names);
  if (!names.has(date)) {
    if (names.size >= mostKnown) names.clear();
    names.set(date, nameOf(chosen, date));
  }
  return names.get(date);
}

/** Days that are remembered of one clinic. */
const mostKnown = 800;

function nameOf(chosen: PublicHolidays, date: LocalDate): string | undefined {
  for (const key of [date.slice(5), easterKeyOf(date)]) {
    const name =
      ((since[key] ?? '') <= date ? national[key] : undefined) ??
      (chosen.optional ? optional[key] : undefined) ??
      (chosen.state === undefined ? undefined : ofStates[chosen.state]?.[key]);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Days by the names that people give them, folded. */
export const daysByName: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^vespera de natal$/, ['12-24']],
  [/^(vespera de ano novo|reveillon)$/, ['12-31']],
  [/^(dia de )?natal$/, ['12-25']],
  [/^(ano novo|confraternizacao( universal)?)$/, ['01-01']],
  [/^(segunda e terca de )?carnaval$/, [easterKey(-48), easterKey(-47)]],
  [/^(quarta( feira)? de )?cinzas$/, [easterKey(-46)]],
  [/^(sexta( feira)? santa|paixao( de cristo)?)$/, [easterKey(-2)]],
  [/^(domingo de )?pascoa$/, [easterKey(0)]],
  [/^corpus christi$/, [easterKey(60)]],
  [/^(dia de )?tiradentes$/, ['04-21']],
  [/^dia do trabalh(o|ador)$/, ['05-01']],
  [/^(dia da )?independencia( do brasil)?$/, ['09-07']],
  [/^((nossa senhora )?aparecida|padroeira( do brasil)?)$/, ['10-12']],
  [/^(dia de )?finados$/, ['11-02']],
  [/^proclamacao( da republica)?$/, ['11-15']],
  [/^(dia da )?consciencia negra$/, ['11-20']],
];
