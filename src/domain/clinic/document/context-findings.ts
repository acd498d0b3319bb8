import type { ClinicContext } from '../clinic-context.ts';
import { folded } from '../../language/folded-text.ts';
import type { HealthcareService, Listed } from '../healthcare-service.ts';
import type { Insurance } from '../insurance.ts';
import type { Professional } from '../professional.ts';
import { isNamed, type Room } from '../room.ts';
import { at, report, type Place } from './tolerant-json.ts';

export type ListedItems = {
  readonly services: readonly Listed<HealthcareService>[];
  readonly professionals: readonly Listed<Professional>[];
  readonly insurances: readonly Listed<Insurance>[];
  readonly rooms: readonly Listed<Room>[];
};

/** Reports what is missing or does not fit together, for the person who saved the document. */
export function findContradictions(
  root: Place,
  context: Omit<ClinicContext, 'unread'>,
  listed: ListedItems,
): void {
  const missing = (isMissing: boolean, path: string, message: string) => {
    if (isMissing) report({ ...root, path }, message, 'notice');
  };
  const { profile, openingHours, agent } = context;
  missing(
    openingHours.week === undefined,
    'clinica.horario_funcionamento',
    'Falta o horário de funcionamento.',
  );
  missing(profile.address === undefined, 'clinica.informacoes_basicas', 'Falta o endereço da clínica.');
  missing(profile.phone === undefined, 'clinica.contatos', 'Falta um telefone de contato.');
  missing(context.services.length === 0, 'servicos', 'Não há nenhum serviço ativo para oferecer.');
  missing(context.professionals.length === 0, 'profissionais', 'Não há nenhum profissional ativo.');
  missing(
    agent.greeting === undefined,
    'agente_ia.configuracao',
    'Falta a saudação inicial; uso uma saudação padrão.',
  );
  missing(
    context.emergency === undefined,
    'informacoes_adicionais',
    'Falta a orientação de emergência; digo apenas para ligar ao SAMU (192).',
  );
  reportDuplicates(listed.services, 'serviço');
  reportDuplicates(listed.professionals, 'profissional');
  reportDuplicates(listed.insurances, 'convênio');
  reportDuplicates(listed.rooms, 'sala ou equipamento');
  const known: Known = {
    insurances: firstBy(listed.insurances, ({ name }) => folded(name)),
    professionals: firstBy(listed.professionals, ({ id }) => id),
    rooms: listed.rooms,
    specialties: new Set(listed.professionals.flatMap(({ item }) => item.specialties.map(folded))),
  };
  for (const entry of listed.services) if (entry.active) checkService(entry, known);
}

function reportDuplicates(listed: readonly Listed<{ readonly name: string }>[], what: string): void {
  const seen = new Set<string>();
  for (const { item, active, place } of listed) {
    if (!active) continue;
    const key = folded(item.name);
    if (seen.has(key)) report(place, `Há mais de um ${what} com o nome "${item.name}".`);
    seen.add(key);
  }
}

type Known = {
  readonly insurances: ReadonlyMap<string, Listed<Insurance>>;
  readonly professionals: ReadonlyMap<string, Listed<Professional>>;
  readonly rooms: readonly Listed<Room>[];
  /** Of all professionals, folded. */
  readonly specialties: ReadonlySet<string>;
};

function firstBy<T>(
  listed: readonly Listed<T>[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, Listed<T>> {
  const found = new Map<string, Listed<T>>();
  for (const entry of listed) if (!found.has(keyOf(entry.item))) found.set(keyOf(entry.item), entry);
  return found;
}

function checkService({ item, place }: Listed<HealthcareService>, listed: Known): void {
  const { name, priceCents, priceNote, acceptsInsurance, insurances, professionalIds } = item;
  if (priceCents === undefined && priceNote === undefined) {
    report(place, `O serviço "${name}" está sem preço; direi que a equipe informa o valor.`);
  }
  if (acceptsInsurance === false && insurances.length > 0) {
    report(place, `O serviço "${name}" diz que não aceita convênio, mas lista convênios.`);
  }
  for (const insurance of insurances) {
    const known = listed.insurances.get(folded(insurance));
    const field = at(place, 'convenios_aceitos');
    if (known === undefined)
      report(field, `O serviço "${name}" cita o convênio "${insurance}", que não está em convênios.`);
    else if (!known.active)
      report(field, `O serviço "${name}" cita o convênio "${insurance}", que está inativo.`);
  }
  for (const id of professionalIds) {
    const known = listed.professionals.get(id);
    const field = at(place, 'profissionais_ids');
    if (known === undefined)
      report(field, `O serviço "${name}" cita o profissional "${id}", que não existe. ${idsToUse(listed)}`);
    else if (!known.active) report(field, `O serviço "${name}" cita ${known.item.name}, que está inativo.`);
  }
  checkWhere(item, place, listed);
}

const mostIds = 10;

/** People write names where ids are asked for. */
function idsToUse({ professionals }: Known): string {
  const ids = [...professionals.keys()];
  if (ids.length === 0) return 'Cadastre antes o profissional.';
  return `Use: ${ids.slice(0, mostIds).join(', ')}${ids.length > mostIds ? '…' : '.'}`;
}

/** Who or what it takes: without a word about it, an exam would be given to anybody who treats people. */
function checkWhere(
  { name, kind, specialty = '', professionalIds, roomIds, needsProfessional }: HealthcareService,
  place: Place,
  { rooms, specialties }: Known,
): void {
  for (const named of roomIds) {
    const known = rooms.find(({ item }) => isNamed(item, named));
    if (known === undefined)
      report(
        place,
        `O serviço "${name}" usa "${named}", que não está em salas nem em equipamentos.`,
        'error',
      );
    else if (!known.active) report(place, `O serviço "${name}" usa "${known.item.name}", que está inativo.`);
  }
  const isOpen = professionalIds.length === 0 && roomIds.length === 0 && needsProfessional === undefined;
  if (kind === 'exam' && isOpen && !specialties.has(folded(specialty)))
    report(
      place,
      `O exame "${name}" não diz quem o faz nem em que sala: ele pode cair na agenda de qualquer profissional. Informe profissionais_ids, ou a sala ou o equipamento.`,
    );
}
