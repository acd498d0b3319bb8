import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import { folded } from '../../../domain/language/folded-text.ts';
import type { HealthcareService } from '../../../domain/clinic/healthcare-service.ts';
import type { Mentions } from '../understanding/named/mentions.ts';
import { nextSteps, teamOnly } from './menu.ts';
import { bullets, listed, paragraphs, sentence } from '../../../domain/language/phrasing.ts';
import type { Reply } from '../reply.ts';
import { serviceSteps } from './services.ts';
import { given } from '../../../domain/given.ts';

/** Whether a plan is accepted, at all or for one service; otherwise the whole list. */
export function tellInsurance(mentions: Mentions, context: ClinicContext): Reply {
  const [service] = mentions.services.length === 1 ? mentions.services : [];
  const text = service === undefined ? ofClinic(mentions, context) : ofService(service, mentions, context);
  if (text === undefined) {
    return {
      text: 'Não tenho a lista de convênios por aqui, mas a equipe confirma para você.',
      menu: teamOnly,
    };
  }
  const menu = service === undefined ? nextSteps(context) : serviceSteps(service);
  return { text, ...given({ menu }), ...(service && { serviceId: service.id }) };
}

function ofClinic({ insurances, otherInsurance }: Mentions, context: ClinicContext): string | undefined {
  if (insurances.length > 0) {
    const coverage = context.insurances
      .filter(({ name, coverage: said }) => insurances.includes(name) && said !== undefined)
      .map(({ name, coverage: said }) => sentence(`${name}: ${said ?? ''}`));
    return paragraphs(`Sim, atendemos ${listed(insurances)}. 😊`, ...coverage);
  }
  if (context.insurances.length === 0) return undefined;
  const isAlsoPrivate = context.services.some(({ priceCents }) => priceCents !== undefined);
  const refused =
    otherInsurance !== undefined && `Não encontrei ${otherInsurance} entre os nossos convênios.`;
  const list = bullets(context.insurances.map(({ name }) => name));
  return paragraphs(
    refused,
    `Atendemos estes convênios:\n${list}`,
    isAlsoPrivate && 'Também atendemos particular.',
  );
}

function ofService(
  service: HealthcareService,
  { insurances: asked, otherInsurance }: Mentions,
  context: ClinicContext,
): string | undefined {
  const { name, acceptsInsurance, insurances } = service;
  const other = otherInsurance !== undefined && { otherInsurance };
  if (acceptsInsurance === false) return `*${name}*: não atendemos por convênio, somente particular.`;
  if (insurances.length > 0) {
    const wanted = [...asked, ...(otherInsurance === undefined ? [] : [otherInsurance])];
    const accepted = wanted.filter((plan) => insurances.some((known) => folded(known) === folded(plan)));
    if (wanted.length > 0 && accepted.length === wanted.length) {
      return `Sim, atendemos *${name}* por ${listed(accepted)}.`;
    }
    const refused = wanted.filter((plan) => !accepted.includes(plan));
    const no = refused.length > 0 ? `Não encontrei ${listed(refused)} para *${name}*. ` : '';
    return `${no}${no === '' ? `Convênios para *${name}*` : 'Os convênios aceitos são'}: ${listed(insurances)}.`;
  }
  if (acceptsInsurance === undefined) {
    const unknown = `Se o convênio cobre *${name}*, a equipe confirma para você.`;
    return paragraphs(ofClinic({ ...noService, insurances: asked, ...other }, context), unknown);
  }
  return ofClinic({ ...noService, insurances: asked, ...other }, context);
}

const noService = { services: [], professionals: [] };
