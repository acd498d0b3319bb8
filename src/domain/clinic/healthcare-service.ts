import { withoutAbsent } from './agent-voice.ts';
import { documentLimits } from './document/document-limits.ts';
import { folded, slug } from '../language/folded-text.ts';
import { at, firstOf, isRecord, itemsOf, report, understood, type Place } from './document/tolerant-json.ts';
import type { SaidRules } from './rules/booking-rules.ts';
import { readOwnReminders } from './rules/read-reminders.ts';
import type { ReminderTime } from './rules/reminder-rules.ts';
import { readOwnRules } from './rules/read-rules.ts';
import { centsOf, nameAt, readDuration, textAt, textsAt, yesNoAt } from './document/written-values.ts';

export type ServiceKind = 'consultation' | 'exam' | 'procedure';

export type HealthcareService = {
  readonly id: string;
  readonly name: string;
  readonly kind: ServiceKind;
  readonly description?: string;
  readonly specialty?: string;
  readonly durationMinutes?: number;
  /** Integer cents of the price without insurance. */
  readonly priceCents?: number;
  /** The price in words, where it is no amount: "sob avaliação". */
  readonly priceNote?: string;
  /** Unknown when the clinic does not say it. */
  readonly acceptsInsurance?: boolean;
  readonly insurances: readonly string[];
  readonly preparation?: string;
  readonly resultTime?: string;
  readonly professionalIds: readonly string[];
  /** A visit takes one of these, by id or name, beside the professional or without one. */
  readonly roomIds: readonly string[];
  /** Whether somebody treats the patient; what kind of service it is says so when the clinic does not. */
  readonly needsProfessional?: boolean;
  readonly rules?: SaidRules;
  /** When patients are reminded of it; absent: as the clinic says. */
  readonly reminders?: readonly ReminderTime[];
};

/** An item together with whether the clinic offers it now; findings need both kinds. */
export type Listed<T> = { readonly item: T; readonly active: boolean; readonly place: Place };

const kinds: readonly (readonly [string, string, ServiceKind])[] = [
  ['consultas', 'consulta', 'consultation'],
  ['exames', 'exame', 'exam'],
  ['procedimentos', 'procedimento', 'procedure'],
];

export function readServices(place: Place): readonly Listed<HealthcareService>[] {
  const listed = kinds.flatMap(([plural, singular, kind]) =>
    itemsOf(at(place, plural, singular)).flatMap((item) => readService(item, kind)),
  );
  // A bare list of services without kinds is read as procedures.
  const bare = Array.isArray(place.value)
    ? itemsOf(place).flatMap((item) => readService(item, 'procedure'))
    : [];
  return withUniqueIds(firstOf(place, [...listed, ...bare], documentLimits.services, 'serviços'));
}

function readService(place: Place, kind: ServiceKind): readonly Listed<HealthcareService>[] {
  const name = isRecord(place.value) ? nameAt(place, 'nome', 'titulo') : nameAt(place);
  if (name === undefined) return [];
  const texts = {
    description: textAt(place, 'descricao'),
    specialty: nameAt(place, 'especialidade', 'categoria'),
    preparation: textAt(place, 'preparacao', 'preparo'),
    resultTime: textAt(place, 'resultado_prazo', 'prazo_resultado', 'resultado'),
  };
  const duration = at(place, 'duracao_minutos', 'duracao');
  const insurances = textsAt(place, 'convenios_aceitos', 'convenios');
  const acceptsInsurance = yesNoAt(place, 'aceita_convenio', 'aceita_convenios');
  const item: HealthcareService = {
    id: textAt(place, 'id', 'codigo')?.slice(0, 120) ?? slug(name),
    name,
    kind,
    ...withoutAbsent(texts),
    ...withoutAbsent({
      durationMinutes: readDuration(duration),
      acceptsInsurance,
      needsProfessional: readNeed(place),
      rules: readOwnRules(place),
      reminders: readOwnReminders(place),
    }),
    ...readPrice(at(place, 'preco_particular', 'preco', 'valor', 'valor_particular')),
    insurances,
    professionalIds: textsAt(place, 'profissionais_ids', 'profissionais'),
    roomIds: [
      ...textsAt(place, 'salas_ids', 'salas', 'sala_id', 'sala', 'consultorio'),
      ...textsAt(place, 'equipamentos_ids', 'equipamentos', 'equipamento_id', 'equipamento'),
      ...textsAt(place, 'recursos_ids', 'recursos', 'recurso_id', 'recurso'),
    ],
  };
  return [{ item, active: yesNoAt(place, 'ativo') ?? true, place }];
}

function readNeed(place: Place): boolean | undefined {
  const without = yesNoAt(place, 'sem_profissional');
  return without === undefined
    ? yesNoAt(place, 'exige_profissional', 'precisa_profissional', 'com_profissional')
    : !without;
}

/** What clinics say where a price is only known later, or is none. */
const meantAsWords =
  /\b(sob|consult\w*|avalia\w*|combinar|orcamento|gratis|gratuit\w*|inclus\w*|cortesia|varia\w*|depende|partir|equipe)\b/;

/** Zero is what an empty form saves: nobody is told that something is free because of it. */
function readPrice(place: Place): Pick<HealthcareService, 'priceCents' | 'priceNote'> {
  const cents = understood(place, centsOf(place.value));
  if (cents !== undefined) return cents === 0 ? {} : { priceCents: cents };
  const note = typeof place.value === 'string' ? textAt(place) : undefined;
  if (note === undefined) return {};
  if (!meantAsWords.test(folded(note)))
    report(
      place,
      `"${note.slice(0, 40)}" não é um valor: o paciente recebe estas palavras. Se há um preço, escreva por exemplo 280,00.`,
      'notice',
    );
  return { priceNote: note };
}

/** Ids travel in buttons and must tell items apart. */
export function withUniqueIds<T extends { readonly id: string }>(
  listed: readonly Listed<T>[],
): readonly Listed<T>[] {
  const seen = new Set<string>();
  const copies = new Map<string, number>();
  return listed.map((entry) => {
    let { id } = entry.item;
    let copy = copies.get(id) ?? 2;
    for (; seen.has(id); copy += 1) id = `${entry.item.id}-${copy}`;
    copies.set(entry.item.id, copy);
    seen.add(id);
    return { ...entry, item: { ...entry.item, id } };
  });
}
