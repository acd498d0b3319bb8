import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { HealthcareService } from '../../../domain/clinic/healthcare-service.ts';
import { nextSteps, serviceMenu, teamOnly } from './menu.ts';
import { bullets, paragraphs, sentence } from '../../../domain/language/phrasing.ts';
import type { Reply } from '../reply.ts';
import { noteLines, notesAbout } from './notes.ts';
import { serviceSteps } from './services.ts';
import { given } from '../../../domain/given.ts';

const mostLines = 6;

/** How to prepare for the services named, or for which ones there is something to know. */
export function tellPreparation(named: readonly HealthcareService[], context: ClinicContext): Reply {
  const [only] = named;
  if (only !== undefined && named.length === 1) {
    const text =
      only.preparation === undefined
        ? `Não tenho nenhum preparo registrado para *${only.name}*. Na dúvida, a equipe confirma para você.`
        : `Preparo para *${only.name}*: ${sentence(only.preparation)}`;
    return { text, menu: serviceSteps(only), serviceId: only.id };
  }
  const services = (named.length > 0 ? named : context.services).filter(({ preparation }) => preparation);
  if (services.length === 0 && context.guidance.length > 0)
    return { text: noteLines(context.guidance.slice(0, 2)), menu: teamOnly };
  if (services.length === 0) {
    return {
      text: 'Não tenho orientações de preparo por aqui, mas a equipe informa para você.',
      menu: teamOnly,
    };
  }
  return {
    text: 'Para qual atendimento você quer saber o preparo?',
    menu: serviceMenu(services, { prefix: 'service', pageTopic: 'preparation' }),
    pointsToMenu: true,
  };
}

/** When results are ready; the result itself is given by people only. */
export function tellResults(named: readonly HealthcareService[], context: ClinicContext): Reply {
  const services = (named.length > 0 ? named : context.services).filter(({ resultTime }) => resultTime);
  const notes = notesAbout('resultado', [context.careNotes, context.guidance, context.facilities]);
  const give =
    notes.length > 0 ? noteLines(notes.slice(0, 2)) : 'Para receber um resultado, fale com a nossa equipe.';
  if (services.length === 0) {
    const text = notes.length > 0 ? give : `Não tenho o prazo dos resultados por aqui. ${give}`;
    return { text, menu: teamOnly };
  }
  const shown = services.slice(0, mostLines).map(({ name, resultTime }) => `${name}: ${resultTime ?? ''}`);
  return { text: paragraphs(`📄 *Prazo dos resultados:*\n${bullets(shown)}`, give), menu: teamOnly };
}

export function tellBookingPolicy(context: ClinicContext): Reply {
  const { booking } = context;
  const known = [
    booking.cancellation !== undefined && `*Cancelamento:* ${sentence(booking.cancellation)}`,
    booking.rescheduling !== undefined && `*Remarcação:* ${sentence(booking.rescheduling)}`,
  ].filter((line) => line !== false);
  if (known.length === 0) {
    return {
      text: 'Não tenho as regras de cancelamento por aqui, mas a equipe explica para você.',
      menu: teamOnly,
    };
  }
  const menu = nextSteps(context);
  return { text: known.join('\n'), ...given({ menu }) };
}

export const tellLateArrival = ({ booking }: ClinicContext): Reply => ({
  text:
    booking.lateArrival === undefined
      ? 'Não tenho a regra de atraso por aqui. Se você vai se atrasar, avise a equipe.'
      : `Tolerância de atraso: ${sentence(booking.lateArrival)} Se você vai se atrasar, avise a equipe.`,
  menu: teamOnly,
});
