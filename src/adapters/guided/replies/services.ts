import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { HealthcareService, ServiceKind } from '../../../domain/clinic/healthcare-service.ts';
import { human, nextSteps, serviceMenu, teamOnly } from './menu.ts';
import {
  bullets,
  duration,
  lines,
  listed,
  money,
  paragraphs,
  sentence,
} from '../../../domain/language/phrasing.ts';
import type { Menu, Reply } from '../reply.ts';
import { given } from '../../../domain/given.ts';

export const notOffered = 'Não encontrei esse atendimento na nossa lista.';

type Shown = {
  readonly page?: number | undefined;
  readonly kind?: ServiceKind | undefined;
  readonly isMissing?: boolean;
};

/** All, or one kind of them; `isMissing` when something was asked for that is not among them. */
export function listServices(
  { services: all }: ClinicContext,
  { page, kind, isMissing = false }: Shown = {},
): Reply {
  const ofKind = all.filter((service) => service.kind === kind);
  const services = ofKind.length > 0 ? ofKind : all;
  if (services.length === 0) {
    return {
      text: 'Ainda não tenho a lista dos nossos serviços por aqui, mas a equipe informa para você.',
      menu: teamOnly,
    };
  }
  return {
    text: `${isMissing ? `${notOffered} ` : ''}Estes são os nossos atendimentos. Escolha um para ver valor, duração e preparo 👇`,
    menu: serviceMenu(services, {
      prefix: 'service',
      pageTopic: 'services',
      ...given({ page }),
    }),
    pointsToMenu: true,
  };
}

/** When a name could mean several services, or several are named. */
export const chooseService = (services: readonly HealthcareService[], namesEach: boolean): Reply => ({
  text: namesEach
    ? 'Sobre qual deles você quer saber? Para outras dúvidas, a equipe responde por aqui.'
    : 'Temos mais de uma opção. Qual delas você procura?',
  menu: serviceMenu(services, { prefix: 'service', pageTopic: 'services' }),
  pointsToMenu: true,
});

export const serviceSteps = ({ id }: HealthcareService): Menu => ({
  button: 'Ver opções',
  rows: [
    { id: `book:${id}`, title: 'Marcar horário' },
    { id: 'topic:services', title: 'Outros serviços' },
    human,
  ],
});

/** Everything known about one service. */
export function describeService(service: HealthcareService, context: ClinicContext): Reply {
  const { name, description, durationMinutes, preparation, resultTime } = service;
  const professionals = professionalsOf(service, context).map((professional) => professional.name);
  const facts = [
    `Valor particular: ${priceWords(service)}`,
    durationMinutes !== undefined && `Duração: ${duration(durationMinutes)}`,
    insuranceFact(service),
    professionals.length > 0 && `Quem atende: ${listed(professionals, 'ou')}`,
    preparation !== undefined && `Preparo: ${preparation}`,
    resultTime !== undefined && `Resultado: ${resultTime}`,
  ].filter((fact) => fact !== false);
  return {
    text: paragraphs(lines(`*${name}*`, description !== undefined && sentence(description)), bullets(facts)),
    menu: serviceSteps(service),
    serviceId: service.id,
  };
}

const priceWords = ({ priceCents, priceNote }: HealthcareService): string =>
  priceCents !== undefined ? money(priceCents) : (priceNote ?? 'a equipe informa');

function insuranceFact({ acceptsInsurance, insurances }: HealthcareService): string | false {
  if (acceptsInsurance === false) return 'Convênio: não, somente particular';
  if (insurances.length > 0) return `Convênios: ${listed(insurances)}`;
  return acceptsInsurance === true && 'Aceita convênio';
}

export const professionalsOf = (service: HealthcareService, { professionals }: ClinicContext) =>
  professionals.filter(({ id }) => service.professionalIds.includes(id));

const mostPriceLines = 15;

/**
 * Prices of the services named; of all when none is named, or when what is named `isMissing`. A price is only said
 * where one stands.
 */
export function tellPrices(
  named: readonly HealthcareService[],
  context: ClinicContext,
  isMissing = false,
): Reply {
  const [only] = named;
  if (only !== undefined && named.length === 1) return { ...tellPrice(only), serviceId: only.id };
  const services = named.length > 0 ? named : context.services;
  const priced = services.filter(
    ({ priceCents, priceNote }) => priceCents !== undefined || priceNote !== undefined,
  );
  if (priced.length === 0) {
    return { text: 'Não tenho os valores por aqui, mas a equipe informa para você.', menu: teamOnly };
  }
  if (priced.length > mostPriceLines) {
    return {
      text: `${isMissing ? `${notOffered} ` : ''}De qual atendimento você quer saber o valor?`,
      menu: serviceMenu(services, { prefix: 'service', pageTopic: 'services' }),
      pointsToMenu: true,
    };
  }
  const others = priced.length < services.length && 'Dos demais, a equipe informa o valor.';
  const menu =
    named.length > 0 ? serviceMenu(named, { prefix: 'service', pageTopic: 'services' }) : nextSteps(context);
  const list = bullets(priced.map((service) => `${service.name}: ${priceWords(service)}`));
  return {
    text: paragraphs(isMissing && notOffered, `💰 *Valores particulares:*\n${list}`, others),
    ...given({ menu }),
  };
}

function tellPrice(service: HealthcareService): Reply {
  const { name, priceCents, priceNote, durationMinutes } = service;
  if (priceCents === undefined && priceNote === undefined) {
    return {
      text: `Não tenho o valor de *${name}* por aqui, mas a equipe informa para você.`,
      menu: { button: 'Ver opções', rows: [human, { id: `book:${service.id}`, title: 'Marcar horário' }] },
    };
  }
  const lasts = durationMinutes === undefined ? '' : ` Duração: ${duration(durationMinutes)}.`;
  return {
    text: `*${name}*: ${priceWords(service)}${priceCents === undefined ? '' : ' (particular)'}.${lasts}`,
    menu: serviceSteps(service),
  };
}
