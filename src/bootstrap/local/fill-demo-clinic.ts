import { DomainError } from '../../domain/error.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { localTime, plusDays } from '../../domain/clinic/local-time.ts';
import { messageId } from '../../domain/messaging/message.ts';
import type { PhoneDigits } from '../../domain/messaging/people/phone-number.ts';
import type { Services } from '../composition/services.ts';
import { demoClinic } from './demo-clinic.ts';
import { demoAccount, demoCalendars, demoPatients, demoVisits } from './demo-people.ts';
import { given } from '../../domain/given.ts';

export type DemoWorld = {
  readonly clinicId: ClinicId;
  /** Of the twin of Meta. */
  readonly phoneUrl: string;
  /** Allows everything on the consent page of Google's twin; gives the address that the browser is sent to. */
  readonly allow: (consentUrl: string, account: string) => Promise<string>;
  /** Ends the filling where it stands. */
  readonly signal: AbortSignal;
};

const pauseMs = 200;
const longestWaitMs = 30_000;
const visitDays = 12;
const actor = 'local:demo';

/**
 * Fills the demo clinic as its days would: patients write from their phones, the clinic answers one of them, Google is
 * connected, and visits are booked. All of it by the use cases, and only what is not there yet.
 */
export async function fillDemoClinic(services: Services, world: DemoWorld): Promise<void> {
  await connect(services, world);
  const isNew = (await services.conversations.counts(world.clinicId)).assistant === 0;
  if (isNew) await letPatientsWrite(services, world);
  await bookVisits(services, world);
}

async function connect(
  { connectGoogle, associateCalendars, googleConnections }: Services,
  world: DemoWorld,
): Promise<void> {
  const { clinicId, allow } = world;
  const known = await googleConnections.get(clinicId);
  // a clinic whose owner has chosen otherwise stays as it is
  if (known !== undefined && known.account.email !== demoAccount) return;
  const { consentUrl } = await connectGoogle.start({ clinicId, userId: actor });
  const query = new URL(await allow(consentUrl, demoAccount)).searchParams;
  await connectGoogle.complete({ state: query.get('state') ?? '', code: query.get('code') ?? '' });
  await associateCalendars({
    clinicId,
    calendarIds: Object.keys(demoCalendars),
    professionals: demoCalendars,
  });
}

async function letPatientsWrite(services: Services, world: DemoWorld): Promise<void> {
  const { clinicId, phoneUrl, signal } = world;
  for (const { phone, name, says } of demoPatients)
    for (const text of says) {
      const body = JSON.stringify({ from: phone, name, text });
      await fetch(new URL('/_twin/patient-message', phoneUrl), { method: 'POST', body, signal });
    }
  for (const patient of demoPatients) {
    if (!('reply' in patient)) continue;
    const conversationId = await conversationOf(services, world, patient.phone);
    if (conversationId === undefined) continue;
    // after the assistant's answer: otherwise it would be called back
    await until(
      world,
      async () =>
        (await services.conversations.get(clinicId, conversationId))?.lastMessage?.origin === 'assistant',
    );
    const reply = {
      messageId: messageId(services.ids.next()),
      content: { type: 'text' as const, body: patient.reply },
      sentBy: actor,
      requestId: actor,
    };
    await services.replyAsHuman({ clinicId, conversationId, by: undefined, reply });
    await services.humanActs.markRead({ clinicId, conversationId });
  }
}

async function conversationOf({ conversations }: Services, world: DemoWorld, phone: string) {
  const find = () => conversations.withPhone(world.clinicId, phone as PhoneDigits);
  await until(world, async () => (await find()) !== undefined);
  return find();
}

async function bookVisits(services: Services, world: DemoWorld): Promise<void> {
  const { clinicId } = world;
  const today = localTime(demoClinic.timeZone, services.clock.now()).date;
  const [from, to] = [plusDays(today, 1), plusDays(today, visitDays)];
  const { appointments } = await services.readAgenda({ clinicId, from, to });
  if (appointments.length > 0) return;
  for (const { patient, serviceId, nth } of demoVisits) {
    const { phone } = demoPatients[patient];
    const conversationId = await conversationOf(services, world, phone);
    const contactId =
      conversationId && (await services.conversations.get(clinicId, conversationId))?.contact.id;
    const { slots } = await services.findAvailability({ clinicId, serviceId, from, to });
    const chosen = slots[Math.min(nth, slots.length - 1)];
    if (chosen === undefined) continue;
    await services
      .bookAppointment({
        clinicId,
        serviceId,
        start: chosen.slot.start,
        intent: 'book',
        ...(chosen.professionalId !== undefined && { professionalId: chosen.professionalId }),
        ...given({ contactId }),
      })
      // somebody was faster, at the phone or in the console: there is one visit less
      .catch((error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
      });
  }
}

/** Gives up quietly: the demo clinic is then less full. */
async function until({ signal }: DemoWorld, isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < longestWaitMs && !(await isSo()); waited += pauseMs) {
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
