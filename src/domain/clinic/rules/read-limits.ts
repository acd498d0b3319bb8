import { withoutAbsent } from '../agent-voice.ts';
import { entriesOf, isRecord, report, understood, type Place } from '../document/tolerant-json.ts';
import { countAt } from '../document/written-values.ts';
import { folded } from '../../language/folded-text.ts';
import type { SaidRules } from './booking-rules.ts';

type Limits = Pick<SaidRules, 'perDay' | 'perWeek' | 'perDayEach' | 'perWeekEach'>;

/** `limite_diario: 8`, `max_consultas_por_dia: "8"`, `limites: { dia: 8, semana: 30 }`. */
export function readLimits(place: Place): Limits {
  if (!isRecord(place.value)) return {};
  const found: { -readonly [Key in keyof Limits]: Limits[Key] } = {};
  for (const [key, field] of entriesOf(place)) {
    const words = folded(key);
    if (isRecord(field.value) && /^limites?( de (consultas|atendimentos|visitas))?$/.test(words)) {
      for (const [inner, part] of entriesOf(field)) note(found, inner, field, part);
    } else if (isLimit.test(words) && !isOther.test(words)) note(found, key, place, field);
  }
  return withoutAbsent(found);
}

const isLimit =
  /^(limite|maximo|maxima|max|vagas|atendimentos|consultas|pacientes|exames|visitas)\b.*\b(dia|diario|diaria|semana|semanal)\b/;
/** Of one patient, or in another unit: not said here. */
const isOther = /\b(por paciente|antecedencia|horas?|minutos?|dias|meses|mes|mensal|tentativas)\b/;

function note(
  found: { -readonly [Key in keyof Limits]: Limits[Key] },
  key: string,
  parent: Place,
  field: Place,
): void {
  const words = folded(key);
  const isEach = /\bprofissional\b/.test(words);
  const isDay = /\b(dia|diario|diaria)\b/.test(words);
  const isWeek = /\b(semana|semanal)\b/.test(words);
  if (field.value === null || isDay === isWeek) return;
  if (typeof field.value === 'string' && /^(sem limite|ilimitado|livre)$/.test(folded(field.value)))
    return void understood(field, true);
  const most = countAt(parent, key);
  if (most === undefined || most < 1) {
    report(
      field,
      'Não entendi este limite; ele não vale. Escreva um número a partir de 1, ou "sem limite".',
      'error',
    );
    return void understood(field, true);
  }
  found[isDay ? (isEach ? 'perDayEach' : 'perDay') : isEach ? 'perWeekEach' : 'perWeek'] ??= most;
}
