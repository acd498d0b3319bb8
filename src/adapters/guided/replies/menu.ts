import { talkToTeam } from '../../../domain/patient-messages/team-goes-on.ts';
import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { HealthcareService, ServiceKind } from '../../../domain/clinic/healthcare-service.ts';
import { duration, money } from '../../../domain/language/phrasing.ts';
import type { Menu, MenuRow } from '../reply.ts';

export const human: MenuRow = talkToTeam;
export const mine: MenuRow = { id: 'mine', title: 'Meus horários' };
const mainMenuRow: MenuRow = { id: 'topic:menu', title: 'Ver opções' };
const bookRow: MenuRow = { id: 'book', title: 'Marcar horário' };

/** Ends most answers; short enough for buttons. */
export function nextSteps(context: ClinicContext): Menu | undefined {
  if (!context.agent.offersSuggestions) return undefined;
  const rows = [...(context.services.length > 0 ? [bookRow] : []), mainMenuRow, human];
  return { button: 'Ver opções', rows };
}

export const teamOnly: Menu = { button: 'Ver opções', rows: [human, mainMenuRow] };

/** What this clinic can tell about; with its agenda, also what the patient has booked. */
export function mainMenu(context: ClinicContext, hasAgenda = false): Menu {
  const { services, insurances, openingHours, profile, professionals, paymentMethods } = context;
  const rows: readonly (MenuRow | false)[] = [
    services.length > 0 && {
      id: 'book',
      title: 'Marcar horário',
      description: 'Consultas, exames e procedimentos',
    },
    hasAgenda && mine,
    services.length > 0 && { id: 'topic:services', title: 'Serviços' },
    services.some(({ priceCents }) => priceCents !== undefined) && { id: 'topic:prices', title: 'Valores' },
    insurances.length > 0 && { id: 'topic:insurance', title: 'Convênios' },
    openingHours.week !== undefined && { id: 'topic:hours', title: 'Horário de atendimento' },
    profile.address !== undefined && { id: 'topic:address', title: 'Endereço' },
    professionals.length > 0 && { id: 'topic:professionals', title: 'Profissionais' },
    paymentMethods.length > 0 && { id: 'topic:payment', title: 'Formas de pagamento' },
    // a list has ten rows
    !hasAgenda &&
      services.some(({ preparation }) => preparation) && {
        id: 'topic:preparation',
        title: 'Preparo para exames',
      },
    human,
  ];
  return { button: 'Ver opções', rows: rows.filter((row) => row !== false) };
}

const mostRows = 10;
const kindTitles: Readonly<Record<ServiceKind, string>> = {
  consultation: 'Consultas',
  exam: 'Exames',
  procedure: 'Procedimentos',
};

/** Services to choose from, ten rows at a time; `page` counts from 1, and an impossible one is the first. */
export function serviceMenu(
  services: readonly HealthcareService[],
  { prefix, pageTopic, page = 1 }: { prefix: 'service' | 'book'; pageTopic: string; page?: number },
): Menu {
  const rows = services.map((service) => ({
    id: `${prefix}:${service.id}`,
    title: service.name,
    description: inShort(service),
    section: kindTitles[service.kind],
  }));
  return { button: 'Escolher', rows: paged(rows, pageTopic, page) };
}

function paged(rows: readonly MenuRow[], topic: string, page: number): readonly MenuRow[] {
  if (rows.length <= mostRows) return rows;
  const size = mostRows - 1;
  const pages = Math.ceil(rows.length / size);
  const current = page >= 1 && page <= pages ? page : 1;
  const next = current === pages ? 1 : current + 1;
  const more: MenuRow = {
    id: `page:${topic}:${next}`,
    title: next === 1 ? 'Voltar ao início' : 'Ver mais',
    section: 'Mais opções',
  };
  return [...rows.slice((current - 1) * size, current * size), more];
}

/** `R$ 280,00 · 1 hora`; the full name first where the row's title would cut it. */
function inShort({ name, priceCents, durationMinutes, specialty }: HealthcareService): string {
  const facts = [
    priceCents === undefined ? undefined : money(priceCents),
    durationMinutes === undefined ? undefined : duration(durationMinutes),
  ];
  const about = name.length > 24 ? name : specialty;
  return [...(name.length > 24 ? [about, ...facts] : [...facts, about])].filter(Boolean).join(' · ');
}
