import { withoutAbsent } from '../agent-voice.ts';
import { at, isRecord, report, understood, type Place } from '../document/tolerant-json.ts';
import { minutesOf } from '../document/written-time.ts';
import { readChanges } from './read-changes.ts';
import { readLimits } from './read-limits.ts';
import { mostBufferMinutes, type SaidRules } from './booking-rules.ts';

const hour = 60;
const day = 1_440;
const mostStep = day;
/** Nobody keeps an agenda further ahead, and every day of it costs. */
const mostHorizon = 400;

const inside = ['regras', 'regras_agendamento', 'agendamento', 'politica_agendamento'] as const;

/** Beside the other keys of a service or a professional, or in a part of its own. */
export function readOwnRules(place: Place): SaidRules | undefined {
  const parts = [place, ...inside.map((key) => at(place, key)).filter(({ value }) => isRecord(value))];
  const rules = parts.map((part) => readRules(part)).reduce((all, more) => ({ ...all, ...more }));
  return Object.keys(rules).length === 0 ? undefined : rules;
}

/** All rules for taking times that can stand in one place of the document. */
export function readRules(place: Place): SaidRules {
  const horizon = durationAt(place, day, ...horizonKeys);
  return {
    ...withoutAbsent({
      stepMinutes: positive(durationAt(place, 1, ...stepKeys), mostStep, place),
      minimumNoticeMinutes: noticeAt(place),
      horizonDays: horizon === undefined ? undefined : horizonDays(horizon, place),
    }),
    ...readBuffers(place),
    ...readLimits(place),
    ...readChanges(place),
  };
}

const stepKeys = [
  'passo',
  'passo_minutos',
  'grade',
  'grade_minutos',
  'grade_horarios',
  'intervalo_entre_horarios',
  'intervalo_dos_horarios',
  'horarios_a_cada',
  'a_cada',
  'granularidade',
  'slot_minutos',
];
const horizonKeys = [
  'antecedencia_maxima',
  'antecedencia_maxima_dias',
  'janela_agendamento',
  'janela_dias',
  'horizonte',
  'horizonte_dias',
  'agenda_aberta_dias',
  'agenda_aberta_por',
];

function noticeAt(place: Place): number | undefined {
  return (
    durationAt(place, hour, 'antecedencia_minima', 'antecedencia_minima_horas', 'antecedencia') ??
    durationAt(place, 1, 'antecedencia_minima_minutos') ??
    durationAt(place, day, 'antecedencia_minima_dias')
  );
}

function horizonDays(minutes: number, place: Place): number {
  const days = Math.max(1, Math.round(minutes / day));
  if (days > mostHorizon)
    report(place, `A agenda não abre mais do que ${mostHorizon} dias à frente; uso ${mostHorizon}.`);
  return Math.min(days, mostHorizon);
}

/** `buffer` may be one number, or say before and after; an interval between visits follows the visit. */
function readBuffers(place: Place): Pick<SaidRules, 'bufferBeforeMinutes' | 'bufferAfterMinutes'> {
  const split = at(place, 'buffer', 'buffers', 'buffer_minutos', 'folga_minutos');
  const isSplit = isRecord(split.value);
  const before = isSplit ? durationAt(split, 1, 'antes') : durationAt(place, 1, ...beforeKeys);
  const after = isSplit ? durationAt(split, 1, 'depois', 'apos') : durationAt(place, 1, ...afterKeys);
  return withoutAbsent({
    bufferBeforeMinutes: atMost(before, mostBufferMinutes, split),
    bufferAfterMinutes: atMost(after, mostBufferMinutes, split),
  });
}

const beforeKeys = [
  'buffer_antes',
  'buffer_antes_minutos',
  'intervalo_antes',
  'intervalo_antes_minutos',
  'tempo_preparo_sala',
  'preparo_sala_minutos',
];
const afterKeys = [
  'intervalo_entre_consultas',
  'intervalo_entre_consultas_minutos',
  'intervalo_entre_atendimentos',
  'intervalo_depois',
  'intervalo_apos',
  'buffer_depois',
  'buffer_depois_minutos',
  'buffer_apos',
  'tempo_limpeza',
  'limpeza_minutos',
  'higienizacao_minutos',
  'buffer',
  'buffer_minutos',
];

function atMost(minutes: number | undefined, most: number, place: Place): number | undefined {
  if (minutes !== undefined && minutes > most)
    report(place, `O intervalo entre horários passa de ${most / hour} horas; uso ${most / hour} horas.`);
  return minutes === undefined ? undefined : Math.min(minutes, most);
}

function positive(minutes: number | undefined, most: number, place: Place): number | undefined {
  if (minutes !== undefined && (minutes < 1 || minutes > most)) {
    report(
      place,
      'Os horários não podem começar a cada 0 minutos, nem a mais de um dia um do outro.',
      'error',
    );
    return undefined;
  }
  return minutes;
}

/** Minutes; 0 for "nenhum". What is not understood is reported, and has no effect. */
function durationAt(place: Place, bareUnit: number, ...keys: readonly string[]): number | undefined {
  const field = at(place, ...keys);
  if (isNone(field.value)) return understood(field, 0);
  const minutes = understood(field, minutesOf(field.value, bareUnit));
  if (field.value !== undefined && minutes === undefined) reportUnclear(field);
  return minutes;
}

const reportUnclear = (field: Place): void => {
  report(
    field,
    `Não entendi "${field.path.split('.').at(-1) ?? ''}"; uso o padrão. Escreva, por exemplo, "24 horas" ou "14 dias".`,
    'error',
  );
  understood(field, true);
};

const isNone = (value: unknown): boolean =>
  value === 0 ||
  (typeof value === 'string' &&
    /^\s*(0|nenhum|nenhuma|sem intervalo|não há|sem limite|livre)\s*$/i.test(value));
