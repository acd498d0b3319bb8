import { given } from '../../given.ts';
import { readChoice, type ChoiceOfHolidays } from './read-public-holidays.ts';
import { datesIn, readByDay, readEntry } from './read-day-off.ts';
import { at, entriesOf, isRecord, itemsOf, report, understood, type Place } from './tolerant-json.ts';
import { joined, nothing, type DaysOff } from './days-off.ts';
import { writtenDaysOff, type DaysOffSense } from './written-days-off.ts';
import { cleanText, textAt } from './written-values.ts';

const closedKeys = [
  ...[
    'recesso',
    'recessos',
    'ferias',
    'ferias_coletivas',
    'fechamentos',
    'fechado_em',
    'bloqueio',
    'bloqueios',
  ],
  ...['datas_fechadas', 'dias_fechados', 'periodos_fechados', 'datas_bloqueadas', 'dias_bloqueados'],
  ...[
    'ausencias',
    'ausencia',
    'folgas',
    'folga',
    'indisponibilidades',
    'indisponibilidade',
    'licencas',
    'licenca',
  ],
  ...['afastamentos', 'afastamento', 'nao_atende_em', 'congressos', 'viagens'],
];
const specialKeys = ['feriados', 'feriado', 'excecoes', 'excecao', 'datas_especiais', 'horarios_especiais'];

/**
 * Everything in these places that says on which days somebody is not there, or at other hours. `state`: where the clinic
 * is, by its address.
 */
export function readDaysOff(
  places: readonly Place[],
  who: 'clinic' | 'person',
  state: string | undefined,
): DaysOff {
  return places.reduce((all, place) => {
    const special = specialKeys.map((key) => readField(at(place, key), 'hours', state));
    const closed = closedKeys.map((key) =>
      readField(at(place, key), who === 'clinic' && !isAbsence.has(key) ? 'hours' : 'absence', state),
    );
    return [...special, ...closed].reduce(joined, all);
  }, nothing);
}

/** A time beside a day of these is when it is closed, also of a clinic. */
const isAbsence: ReadonlySet<string> = new Set([
  'bloqueio',
  'bloqueios',
  'indisponibilidades',
  'indisponibilidade',
  'ausencias',
]);

function readField(field: Place, sense: DaysOffSense, state: string | undefined): DaysOff {
  const { value } = field;
  if (value === undefined || value === null) return nothing;
  const choice = readChoice(field, state);
  if (choice !== undefined) return chosen(field, choice, sense, state);
  if (typeof value === 'string') return readSentence(field, cleanText(value), sense);
  if (Array.isArray(value))
    return itemsOf(field)
      .map((item) => isChoiceItem(item, state) ?? readEntry(item, sense))
      .reduce(joined, nothing);
  if (isRecord(value) && datesIn(field) !== undefined) return readEntry(field, sense);
  return entriesOf(field)
    .map(([key, entry]) =>
      Array.isArray(entry.value) && listKeys.has(key)
        ? readField(entry, sense, state)
        : readByDay(key, entry, sense),
    )
    .reduce(joined, nothing);
}

/** Names of a list within a field, not of a day. */
const listKeys: ReadonlySet<string> = new Set(['datas', 'dias', 'lista', 'outros', 'municipais', 'proprios']);

/** The days beside the choice are read as well. */
function chosen(
  field: Place,
  choice: ChoiceOfHolidays,
  sense: DaysOffSense,
  state: string | undefined,
): DaysOff {
  const own = at(field, ...listKeys);
  const days =
    Array.isArray(own.value) || typeof own.value === 'string' ? readField(own, sense, state) : nothing;
  return joined(
    {
      ...nothing,
      ...given({ publicHolidays: choice.publicHolidays }),
      notes: choice.note === undefined ? [] : [choice.note],
    },
    days,
  );
}

const isChoiceItem = (item: Place, state: string | undefined): DaysOff | undefined => {
  const choice = typeof item.value === 'string' ? readChoice(item, state) : undefined;
  return choice && { ...nothing, ...given({ publicHolidays: choice.publicHolidays }) };
};

/** What is no day is a note for the patients, as it was before; that it closes nothing is said. */
function readSentence(field: Place, text: string, sense: DaysOffSense): DaysOff {
  const { found, unclear } = writtenDaysOff(text, sense);
  if (unclear.length === 0) {
    understood(field, true);
    return { holidays: found.days, closures: found.closures, notes: [] };
  }
  const isDays = found.days.length + found.closures.length > 0 || /\d/.test(text);
  report(
    field,
    `Não entendi "${(unclear[0] ?? '').slice(0, 60)}" como data; para a agenda, só valem as datas que entendi.`,
    isDays || sense === 'absence' ? 'error' : 'warning',
  );
  const note = textAt(field);
  return {
    holidays: found.days,
    closures: found.closures,
    notes: isDays || note === undefined ? [] : [note],
  };
}
