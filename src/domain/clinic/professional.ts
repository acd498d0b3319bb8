import { withoutAbsent } from './agent-voice.ts';
import { documentLimits } from './document/document-limits.ts';
import { slug } from '../language/folded-text.ts';
import { withUniqueIds, type Listed } from './healthcare-service.ts';
import type { OpenInterval } from './hours/open-interval.ts';
import type { Hours } from './opening-hours.ts';
import { readOwnHours } from './document/read-opening-hours.ts';
import { at, isRecord, itemsOf, type Place } from './document/tolerant-json.ts';
import type { SaidRules } from './rules/booking-rules.ts';
import { readOwnRules } from './rules/read-rules.ts';
import { nameAt, readDuration, textAt, textsAt, yesNoAt } from './document/written-values.ts';

export type Professional = {
  readonly id: string;
  /** As the clinic wants it said: "Dra. Lia Prado". */
  readonly name: string;
  readonly fullName?: string;
  /** Registration with the council, e.g. CRM. */
  readonly registration?: string;
  readonly specialties: readonly string[];
  readonly experience?: string;
  readonly acceptsNewPatients: boolean;
  /** Seven days from Sunday. */
  readonly availability?: readonly (readonly OpenInterval[])[];
  /** With single days and absences. */
  readonly hours?: Hours;
  readonly consultationMinutes?: number;
  readonly rules?: SaidRules;
};

export const readProfessionals = (place: Place): readonly Listed<Professional>[] =>
  withUniqueIds(itemsOf(place, documentLimits.professionals).flatMap(readProfessional));

function readProfessional(place: Place): readonly Listed<Professional>[] {
  const fullName = nameAt(place, 'nome_completo');
  const shown = isRecord(place.value) ? nameAt(place, 'nome_exibicao', 'nome') : nameAt(place);
  const name = shown ?? fullName;
  if (name === undefined) return [];
  const duration = at(place, 'tempo_consulta_padrao', 'duracao_consulta');
  const hours = readOwnHours(place, at(place, 'horarios_disponibilidade', 'horarios', 'horario_atendimento'));
  const details = {
    fullName,
    registration: nameAt(place, 'crm', 'registro', 'cro', 'crp', 'crn', 'crefito'),
    experience: textAt(place, 'experiencia'),
    availability: hours?.week,
    hours,
    consultationMinutes: readDuration(duration),
    rules: readOwnRules(place),
  };
  const item: Professional = {
    id: textAt(place, 'id')?.slice(0, 120) ?? slug(name),
    name,
    ...withoutAbsent(details),
    specialties: textsAt(place, 'especialidades', 'especialidade'),
    acceptsNewPatients: yesNoAt(place, 'aceita_novos_pacientes') ?? true,
  };
  return [{ item, active: yesNoAt(place, 'ativo') ?? true, place }];
}
