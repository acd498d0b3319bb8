import { given } from '../../given.ts';
import { folded } from '../../language/folded-text.ts';
import { isState, type PublicHolidays } from '../hours/public-holidays.ts';
import { readDay } from './read-day.ts';
import { at, isRecord, report, understood, type Place } from './tolerant-json.ts';
import { textAt, yesNoAt } from './written-values.ts';

export type ChoiceOfHolidays = {
  /** Absent: the clinic opens on them. */
  readonly publicHolidays?: PublicHolidays;
  /** As the clinic says it to patients. */
  readonly note?: string;
};

const states: Readonly<Record<string, string>> = {
  acre: 'AC',
  alagoas: 'AL',
  amapa: 'AP',
  amazonas: 'AM',
  bahia: 'BA',
  ceara: 'CE',
  'distrito federal': 'DF',
  'espirito santo': 'ES',
  goias: 'GO',
  maranhao: 'MA',
  'mato grosso': 'MT',
  'mato grosso do sul': 'MS',
  'minas gerais': 'MG',
  para: 'PA',
  paraiba: 'PB',
  parana: 'PR',
  pernambuco: 'PE',
  piaui: 'PI',
  'rio de janeiro': 'RJ',
  'rio grande do norte': 'RN',
  'rio grande do sul': 'RS',
  rondonia: 'RO',
  roraima: 'RR',
  'santa catarina': 'SC',
  'sao paulo': 'SP',
  sergipe: 'SE',
  tocantins: 'TO',
};

/** `SP`, "São Paulo"; `undefined` for what is no state of Brazil. */
function stateOf(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > 40) return undefined;
  const code = text.trim().toUpperCase();
  return isState(code) ? code : states[folded(text)];
}

/** The state in the clinic's address. */
export function stateAt(clinic: Place): string | undefined {
  const addresses = [
    at(at(clinic, 'localizacao'), 'endereco_principal', 'endereco'),
    at(clinic, 'endereco'),
    at(at(clinic, 'informacoes_basicas'), 'endereco'),
  ];
  return addresses.map((address) => stateOf(at(address, 'estado', 'uf').value)).find(Boolean);
}

/** What is said about public holidays as such, not about single days; `undefined` when nothing is. */
export function readChoice(field: Place, state: string | undefined): ChoiceOfHolidays | undefined {
  if (field.value === false) return understood(field, { publicHolidays: kept(undefined, false) });
  if (typeof field.value === 'string') return choiceInWords(field, field.value, state);
  return isRecord(field.value) ? choiceByKeys(field, state) : undefined;
}

const kept = (state: string | undefined, optional: boolean): PublicHolidays => ({
  optional,
  intervals: [],
  ...given({ state }),
});

const closes =
  /\b(fechad[oa]s?|fechamos|fecha|nao (abre|abrimos|atende|atendemos|funciona|ha)|sem atendimento|sim)\b/;
const opens = /\b(abre|abrimos|aberto|aberta|atende|atendemos|funciona|funcionamos|normal|normalmente)\b/;

function choiceInWords(field: Place, text: string, state: string | undefined): ChoiceOfHolidays | undefined {
  const words = folded(text.slice(0, 300));
  const isAbout = /\b(feriados?|nacionais|nacional|estaduais|estadual)\b/.test(words);
  const isShort = /^(fechad[oa]|nao abre|nao abrimos|nao atende|nao atendemos)$/.test(words);
  if ((!isAbout && !isShort) || /\d/.test(words)) return undefined;
  const note = textAt(field);
  if (/\b(exceto|menos|salvo|consult\w*|depende|alguns|confirm\w*)\b/.test(words)) {
    report(
      field,
      'Não entendi em quais feriados a clínica fecha; na agenda, nenhum. Escreva as datas, ou "nacionais".',
      'error',
    );
    return understood(field, { ...given({ note }) });
  }
  const isOpen = !closes.test(words) && opens.test(words);
  if (/\bmunicipa(l|is)\b/.test(words))
    report(
      field,
      'Não conheço os feriados municipais; escreva as datas deles na lista de feriados.',
      'error',
    );
  if (isOpen) return understood(field, { ...given({ note }) });
  const isOfState = /\b(estadual|estaduais)\b/.test(words);
  if (isOfState && state === undefined) reportState(field);
  const publicHolidays = kept(isOfState ? state : undefined, /\b(facultativos?|carnaval)\b/.test(words));
  return understood(field, { publicHolidays, ...given({ note }) });
}

const reportState = (field: Place): void =>
  report(
    field,
    'Não sei de qual estado são os feriados; informe o estado no endereço, ou "estado": "SP".',
    'error',
  );

/** `{ nacionais: true, estaduais: "SP", pontos_facultativos: true }`, or the hours of every public holiday. */
function choiceByKeys(field: Place, state: string | undefined): ChoiceOfHolidays | undefined {
  const keys = ['nacionais', 'nacional', 'estaduais', 'estadual', 'pontos_facultativos', 'facultativos'];
  const isChoice = keys.some((key) => at(field, key).value !== undefined);
  const isDay = at(field, 'data', 'dia', 'datas', 'data_inicio', 'periodo').value !== undefined;
  const hours =
    at(field, 'abertura', 'fechado').value === undefined || isDay ? undefined : readDay(field, 'feriados');
  if (!isChoice && hours === undefined) return undefined;
  const written = at(field, 'estaduais', 'estadual');
  const named = stateOf(written.value) ?? stateOf(at(field, 'estado', 'uf').value);
  const wantsState = named !== undefined || yesNoAt(field, 'estaduais', 'estadual') === true;
  const ofState = wantsState ? (named ?? state) : undefined;
  if (
    (wantsState && ofState === undefined) ||
    (typeof written.value === 'string' && !wantsState && yesNoAt(field, 'estaduais') === undefined)
  )
    reportState(field);
  const isNational = yesNoAt(field, 'nacionais', 'nacional');
  const optional = yesNoAt(field, 'pontos_facultativos', 'facultativos') === true;
  if (yesNoAt(field, 'municipais') === true)
    report(
      field,
      'Não conheço os feriados municipais; escreva as datas deles na lista de feriados.',
      'error',
    );
  for (const key of [...keys, 'estado', 'uf', 'abertura', 'fechamento', 'fechado', 'municipais'])
    understood(at(field, key), true);
  if (isNational === false && !wantsState) return {};
  return { publicHolidays: { ...kept(ofState, optional), intervals: hours ?? [] } };
}
