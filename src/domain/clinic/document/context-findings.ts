import type { ClinicContext } from '../clinic-context.ts';
import { folded } from '../../language/folded-text.ts';
import type { HealthcareService, Listed } from '../healthcare-service.ts';
import type { Insurance } from '../insurance.ts';
import type { Practitioner } from '../practitioner.ts';
import { at, report, type Place } from './tolerant-json.ts';

export type ListedItems = {
  readonly services: readonly Listed<HealthcareService>[];
  readonly practitioners: readonly Listed<Practitioner>[];
  readonly insurances: readonly Listed<Insurance>[];
};

/** Reports what is missing or does not fit together, for the person who saved the document. */
export function findContradictions(
  root: Place,
  context: Omit<ClinicContext, 'unread'>,
  listed: ListedItems,
): void {
  const missing = (isMissing: boolean, path: string, message: string) => {
    if (isMissing) report({ ...root, path }, message);
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
  missing(context.practitioners.length === 0, 'profissionais', 'Não há nenhum profissional ativo.');
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
  reportDuplicates(listed.practitioners, 'profissional');
  reportDuplicates(listed.insurances, 'convênio');
  const known: Known = {
    insurances: firstBy(listed.insurances, ({ name }) => folded(name)),
    practitioners: firstBy(listed.practitioners, ({ id }) => id),
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
  readonly practitioners: ReadonlyMap<string, Listed<Practitioner>>;
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
  const { name, priceCents, priceNote, acceptsInsurance, insurances, practitionerIds } = item;
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
  for (const id of practitionerIds) {
    const known = listed.practitioners.get(id);
    const field = at(place, 'profissionais_ids');
    if (known === undefined)
      report(field, `O serviço "${name}" cita o profissional "${id}", que não existe.`);
    else if (!known.active) report(field, `O serviço "${name}" cita ${known.item.name}, que está inativo.`);
  }
}
