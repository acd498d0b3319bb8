import type { ClinicContext } from '../clinic/clinic-context.ts';
import { lines, paragraphs, sentence } from '../language/phrasing.ts';
import { clipped } from '../language/text-length.ts';
import type { Appointment } from '../scheduling/appointment.ts';
import { slotPhrase, whatPhrase, type Booked } from './slot-phrases.ts';

type BookedService = Booked & Pick<Appointment, 'serviceId'>;

/** Of what the clinic says itself, in characters. */
const longestNote = 240;

const headings = {
  confirmed: '✅ *Horário confirmado!*',
  moved: '✅ *Horário remarcado e confirmado!*',
  'moved-by-clinic': '📌 *A clínica mudou o seu horário.* Ficou assim:',
};

/** The visit as the book has it now, and how to change it. */
export const confirmation = (
  kind: keyof typeof headings,
  visit: BookedService,
  context: ClinicContext,
): string =>
  paragraphs(
    headings[kind],
    whatWhenWhere(visit, context),
    preparation(visit, context),
    kind === 'moved-by-clinic'
      ? 'Se não der para você, é só escrever por aqui.'
      : 'Se precisar mudar, é só escrever por aqui.',
  );

/** Asks whether the patient comes. */
export const reminder = (visit: BookedService, context: ClinicContext): string =>
  paragraphs(
    'Passando para lembrar do seu horário:',
    whatWhenWhere(visit, context),
    preparation(visit, context),
    'Você confirma a sua presença?',
  );

function whatWhenWhere(visit: Booked, context: ClinicContext): string {
  const { address } = context.profile;
  return lines(
    whatPhrase(visit, context),
    `📅 ${slotPhrase(visit.slot.start, context.timeZone)}`,
    address !== undefined && `📍 ${clipped(address, longestNote)}`,
  );
}

function preparation({ serviceId }: BookedService, { services }: ClinicContext): string | undefined {
  const said = services.find(({ id }) => id === serviceId)?.preparation;
  return said === undefined ? undefined : `Preparo: ${sentence(clipped(said, longestNote))}`;
}
