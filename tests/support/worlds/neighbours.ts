import { clinicWorld, local } from '../../../eval/world/clinic-world.ts';
import { clinics } from '../../../eval/clinics/clinics.ts';
import type { Assistant } from '../../../src/application/ports/assistant/assistant.ts';
import type { ClinicNumber } from '../../../src/domain/clinic/clinic.ts';
import { contactId } from '../../../src/domain/messaging/people/contact-identity.ts';
import { appointmentId, type Appointment } from '../../../src/domain/scheduling/appointment.ts';
import { aMessage, phone, type MessageWish } from '../builders/a-received-message.ts';
import { addMemoryClinic, addMemoryNumber } from './memory-clinics.ts';

const patient = { phone: phone('5511988880001'), name: 'Ana Souza' };

/** What there is of other people beside the patient. */
export type Others = {
  /** Of another patient of the same clinic. */
  readonly name: string;
  readonly messages: readonly string[];
  /** What the clinic's people write to that patient. */
  readonly written: readonly string[];
  /** What stands in the calendars behind the busy times. */
  readonly titles: readonly [string, string];
  /** Of another clinic: its name, and what its patient writes. */
  readonly clinic: string;
  /** Which one the others have booked, by its place. */
  readonly service: number;
  readonly elsewhere: readonly string[];
};

export const someOthers: Others = {
  name: 'Bruna Valadares',
  messages: ['oi, sou a Bruna', 'meu exame deu positivo'],
  written: ['Bruna, o resultado chegou'],
  titles: ['Bruna - retorno', 'Carlos Eduardo'],
  clinic: 'Clínica Vizinha',
  service: 1,
  elsewhere: ['quero marcar limpeza'],
};

const busy = ['2026-11-26 10:00', '2026-11-27 15:00'] as const;
const visitNumber = (n: number) => appointmentId(`00000000-0000-7000-8000-9${String(n).padStart(11, '0')}`);

/**
 * One database with two clinics: a patient of the first one, with a visit; another patient of it, and one of the other
 * clinic with the patient's own telephone number, with visits as well. Only `assistant` is free.
 */
export async function neighbours(assistant: Assistant, others: Others = someOthers) {
  const world = await clinicWorld('demo', assistant, { now: local('2026-11-24 11:00') });
  const { db, stores, google } = world;
  const otherClinic = addMemoryClinic(db, {
    name: others.clinic,
    contextualization: clinics.dental.document,
  });
  const otherNumber = addMemoryNumber(db, otherClinic, {
    whatsappNumber: '5511555000002',
    phoneNumberId: 'pn-2',
  });
  const bruna = { phone: phone('5511977770002'), name: others.name };
  const says = async (
    number: ClinicNumber,
    person: MessageWish['person'],
    wishes: readonly MessageWish[],
  ) => {
    await world.storeMessages(
      wishes.map((wish) => ({
        number,
        message: aMessage({ ...(person && { person }), sentAt: world.clock.now(), ...wish }),
        requestId: 'neighbours',
      })),
    );
  };
  await says(
    world.number,
    bruna,
    others.messages.map((text) => ({ text })),
  );
  await says(
    otherNumber,
    patient,
    others.elsewhere.map((text) => ({ text })),
  );
  for (const [index, at] of busy.entries()) {
    const slot = { start: local(at), end: new Date(local(at).getTime() + 1_800_000) };
    google.addEvent('lara', { eventId: `busy-${index}`, slot, appointmentId: others.titles[index] ?? '' });
  }

  const visit = async (
    number: ClinicNumber,
    who: { readonly phone: ReturnType<typeof phone>; readonly name: string },
    n: number,
    at: string,
    isAsked = true,
  ) => {
    const { clinicId, whatsappNumber } = number;
    const [placed] = await stores.people.place(
      [{ clinicId, whatsappNumber, sighting: who }],
      world.clock.now(),
    );
    const made = world.clock.now();
    const id = visitNumber(n);
    const service = world.context.services[who.name === patient.name ? 0 : others.service]!;
    const appointment: Appointment = {
      ...{ id, clinicId, seriesId: id, state: 'held', serviceId: service.id, serviceName: service.name },
      holdExpiresAt: new Date(made.getTime() + 24 * 3_600_000),
      ...{ professionalId: 'lara', calendarId: clinicId === world.clinicId ? 'lara' : 'other' },
      slot: { start: local(at), end: new Date(local(at).getTime() + 1_800_000) },
      bufferMinutes: { before: 0, after: 0 },
      contactId: contactId(placed!.contactId),
      conversationId: placed!.conversationId,
      ...{ generation: 1, version: 1, createdAt: made },
    };
    await stores.appointments.apply(clinicId, [
      { change: 'hold', appointment },
      ...(isAsked ? [{ change: 'request' as const, appointmentId: id, at: made }] : []),
    ]);
    return placed!;
  };
  await visit(world.number, bruna, 2, '2026-11-26 14:00');
  await visit(world.number, bruna, 3, '2026-11-27 09:00', false);
  await visit(otherNumber, patient, 4, '2026-11-26 08:00');
  const own = await visit(world.number, patient, 1, '2026-11-30 09:00');
  await world.enterAppointments();
  await says(
    world.number,
    bruna,
    others.written.map((text) => ({ origin: 'staff', text })),
  );

  // everybody else has been answered
  world.clock.advance(7_000);
  while (await world.answerDue());

  const conversation = () => db.conversations.get(own.conversationId)!;
  return {
    world,
    own,
    otherClinic,
    /** The patient writes, and is answered at once: no time passes. */
    say: async (...texts: readonly string[]): Promise<void> => {
      await says(
        world.number,
        patient,
        texts.map((text) => ({ text })),
      );
      conversation().turnDueAt = world.clock.now();
      await world.answerDue();
    },
  };
}
