import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { expect } from 'vitest';
import { AtendeError, type AtendeClient } from '../../../client/atende-client.ts';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';
import type { ClinicWorld } from '../worlds/clinic-world.ts';
import { account, lara, otavio } from './demo-calendars.ts';
import { readEvents, type EventReader } from './event-reader.ts';
import { phoneOfAPatient } from './phone-of-a-patient.ts';
import { until } from '../until.ts';
import { nextDays } from '../clinic-days.ts';

/** Who is erased in the end, and words that are only theirs. */
export const marcelina = {
  phone: '5547991234567',
  /** Without its ninth digit. */
  shortPhone: '554791234567',
  name: 'Marcelina Xavantina',
  firstWords: 'Oi, quanto custa o eletrocardiograma? Assinado: girassol',
  wordsToPeople: 'Prefiro falar com gente, a palavra é caramujo',
  laterWords: 'E quanto custa a consulta? lamparina',
};
/** Who stays. */
export const benedito = { phone: '5547998765432', name: 'Benedito Quaresma', words: 'Bom dia, jabuticaba' };
/** What somebody of the clinic writes. */
export const staffWords = 'Oi! Aqui é a Bia, pode perguntar: vagalume.';

export const refusal = async (call: Promise<unknown>): Promise<AtendeError> => {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AtendeError)) throw new Error('It was not refused', { cause: error });
  return error;
};

type Step = { readonly name: string; readonly run: () => Promise<void> };

/** A clinic from its registration to the erasure of a patient, by the typed client; each step needs those before it. */
export function wholeScenario(theWorld: () => ClinicWorld): readonly Step[] {
  let platform: AtendeClient;
  let ana: AtendeClient;
  let bia: AtendeClient;
  let clinicId: string;
  let live: EventReader;
  let phone: ReturnType<typeof phoneOfAPatient>;
  let conversation: { readonly clinicId: string; readonly conversationId: string };
  let contactId: string;
  let appointmentId: string;

  const messages = async () => (await bia.listMessages({ ...conversation, limit: 100 })).items;

  return [
    {
      name: 'the platform registers a clinic and names its people',
      async run() {
        platform = await theWorld().clientOf({ sub: 'root', role: 'platform-admin' });
        const { clinic } = await platform.registerClinic({ body: { name: demoClinic.name } });
        clinicId = clinic.id;
        await platform.putMember({ clinicId, userId: 'ana', body: { role: 'clinic-admin' } });
        ana = await theWorld().clientOf({ sub: 'ana' });
        await ana.putMember({ clinicId, userId: 'bia', body: { role: 'clinic-staff', displayName: 'Bia' } });
        bia = await theWorld().clientOf({ sub: 'bia' });
        expect((await bia.listClinics()).items.map(({ id }) => id)).toEqual([clinicId]);
      },
    },
    {
      name: 'its administrator sees what the assistant would not understand, and saves what it does',
      async run() {
        const { version } = await ana.getClinicContext({ clinicId });
        const document = demoClinic.contextualization as Record<string, unknown>;
        const broken = { ...document, servicos: { exames: [{ nome: 7 }] } };
        const found = await ana.previewClinicContext({ clinicId, body: { document: broken } });
        expect(found.findings.map(({ path }) => path)).toContainEqual(expect.stringMatching(/^servicos/));
        const saved = await ana.saveClinicContext({ clinicId, ifMatch: version, body: { document } });
        expect(saved.version).toBe(version + 1);
        const { knowledge } = await ana.previewClinicContext({ clinicId, body: {} });
        expect(knowledge.professionals.length).toBeGreaterThan(1);
      },
    },
    {
      name: 'the number is the clinic’s, and nobody else’s',
      async run() {
        const { whatsappNumber, phoneNumberId, wabaId } = demoClinic;
        const body = { whatsappNumber, phoneNumberId, wabaId };
        const own = await refusal(ana.registerWhatsAppNumber({ clinicId, body }));
        expect([own.status, own.code]).toEqual([403, 'access.role-insufficient']);
        await platform.registerWhatsAppNumber({ clinicId, body });
        expect((await ana.listWhatsAppNumbers({ clinicId })).items).toMatchObject([{ whatsappNumber }]);
        const { clinic: other } = await platform.registerClinic({ body: { name: 'Clínica ao Lado' } });
        const taken = await refusal(platform.registerWhatsAppNumber({ clinicId: other.id, body }));
        expect([taken.status, taken.code]).toEqual([409, 'clinic.number-taken']);
      },
    },
    {
      name: 'Google is connected over its consent page, in one browser',
      async run() {
        const { browser } = theWorld();
        const before = await ana.googleConnectionStatus({ clinicId });
        expect(before.status).toBe('not_connected');
        const unconnected = await refusal(ana.listGoogleCalendars({ clinicId }));
        expect(unconnected.code).toBe('connection.not-connected');
        const { consentUrl } = await ana.startGoogleConsent({ body: { clinicId } });
        const { way, status } = await browser.allowEverything(consentUrl, account);
        expect(status).toBe(200);
        expect(way.at(-1)).toMatch(/\/google\/connected\?outcome=connected&requestId=[\w-]+$/);
        expect(await ana.googleConnectionStatus({ clinicId })).toMatchObject({
          status: 'connected',
          valid: true,
          accountEmail: account,
        });
        // loaded again, by a reload, it ends as before
        expect((await browser.fetch(way[0] ?? '')).headers.get('location')).toContain('outcome=connected');
      },
    },
    {
      name: 'its calendars are listed, and two of them are chosen',
      async run() {
        const { calendars } = await ana.listGoogleCalendars({ clinicId });
        expect(calendars.map(({ calendarId }) => calendarId)).toEqual(expect.arrayContaining([lara, otavio]));
        const chosen = await ana.associateGoogleCalendars({
          body: {
            clinicId,
            calendarIds: [lara, otavio],
            professionals: { [lara]: 'lara', [otavio]: 'otavio' },
          },
        });
        expect(chosen.calendars.filter(({ isActive }) => isActive)).toHaveLength(2);
      },
    },
    {
      name: 'a patient writes, is answered, and the screens see it as it happens',
      async run() {
        const { meta } = theWorld();
        live = readEvents(await bia.watchConversations({ clinicId }));
        await until('the stream to be open', () => live.events.length > 0);
        phone = phoneOfAPatient(meta, marcelina.phone, marcelina.name);
        const heard = await phone.write(marcelina.firstWords);
        expect(heard.text).toMatch(/R\$|eletrocardiograma/i);
        const stays = phoneOfAPatient(meta, benedito.phone, benedito.name);
        await stays.write(benedito.words);
        const { items } = await bia.listConversations({ clinicId });
        expect(items).toHaveLength(2);
        const found = items.find(({ contact }) => contact.phone === marcelina.phone);
        expect(found).toMatchObject({ mode: 'assistant', epoch: 0, contact: { name: marcelina.name } });
        conversation = { clinicId, conversationId: found?.id ?? '' };
        contactId = found?.contact.id ?? '';
        await until('the answer to be accepted', async () => (await messages())[0]?.status !== 'sending');
        const said = (await messages()).map(({ origin, text }) => ({ origin, text }));
        expect(said.at(-1)).toEqual({ origin: 'patient', text: marcelina.firstWords });
        expect(said.at(-2)).toEqual({ origin: 'assistant', text: heard.text });
        await until('the events of both', () => {
          const ofHers = live.events.filter(
            ({ data }) => data['conversationId'] === conversation.conversationId,
          );
          return ['message-stored', 'message-status'].every((kind) =>
            ofHers.some(({ event }) => event === kind),
          );
        });
      },
    },
    {
      name: 'somebody of the clinic takes over: the assistant is silent, and their words reach the phone',
      async run() {
        const before = await phone.texts();
        expect(await bia.takeOverConversation(conversation)).toMatchObject({ mode: 'human', epoch: 1 });
        await phone.say(marcelina.wordsToPeople);
        await until('the message', async () =>
          (await messages()).some(({ text }) => text === marcelina.wordsToPeople),
        );
        const { messageId } = await bia.replyInConversation({ ...conversation, body: { text: staffWords } });
        await until('the reply on the phone', async () => (await phone.texts()).includes(staffWords));
        expect((await phone.texts()).slice(before.length)).toEqual([staffWords]);
        const own = (await messages()).find(({ id }) => id === messageId);
        expect(own).toMatchObject({ origin: 'human', sentBy: 'user:bia' });
      },
    },
    {
      name: 'the assistant answers again when the conversation is returned, and never what came in between',
      async run() {
        expect(await bia.returnConversation(conversation)).toMatchObject({ mode: 'assistant' });
        const before = (await phone.texts()).length;
        await phone.say(marcelina.laterWords);
        await until('an answer', async () => (await phone.texts()).length > before);
        const origins = (await messages()).map(({ origin }) => origin).reverse();
        const between = origins.slice(origins.indexOf('human') - 1, origins.indexOf('human') + 2);
        expect(between).toEqual(['patient', 'human', 'patient']);
      },
    },
    {
      name: 'a free time is booked, stands in the calendar without a name, and the patient is told',
      async run() {
        const { google } = theWorld();
        const window = { clinicId, serviceId: 'consulta-dermato', ...nextDays(14) };
        const { slots } = await bia.findAvailability(window);
        const [slot] = slots;
        const before = (await phone.texts()).length;
        const wish = {
          body: {
            clinicId,
            serviceId: window.serviceId,
            start: slot?.start ?? '',
            contactId,
            conversationId: conversation.conversationId,
          },
        };
        ({ id: appointmentId } = await bia.bookAppointment(wish));
        expect((await refusal(bia.bookAppointment(wish))).status).toBe(409);
        await until('the confirmation', async () => {
          const { state } = await bia.getAppointment({ clinicId, id: appointmentId });
          return state === 'confirmed';
        });
        const [event, ...others] = google.events(lara);
        expect(others).toEqual([]);
        expect(JSON.stringify(event)).not.toMatch(/91234567|Marcelina/);
        expect(new Date(event?.start?.dateTime ?? 0)).toEqual(new Date(slot?.start ?? 0));
        await until('the news on the phone', async () => (await phone.texts()).length > before);
        const later = await bia.findAvailability(window);
        expect(later.slots.map(({ start }) => start)).not.toContain(slot?.start);
      },
    },
    {
      name: 'what is held about the patient is handed out as one document',
      async run() {
        const { items } = await ana.searchPatients({ clinicId, body: { phone: `+${marcelina.phone}` } });
        expect(items).toMatchObject([{ contactId, profileName: marcelina.name }]);
        expect((await refusal(bia.exportPatient({ clinicId, contactId }))).code).toBe(
          'access.role-insufficient',
        );
        const document = await ana.exportPatient({ clinicId, contactId });
        expect(document).toMatchObject({
          format: 'atende-patient-export/1',
          appointments: [{ id: appointmentId, state: 'confirmed' }],
          complete: true,
        });
        const texts = (document['messages'] as { readonly text: string }[]).map(({ text }) => text);
        expect(texts).toEqual(
          expect.arrayContaining([marcelina.firstWords, marcelina.wordsToPeople, staffWords]),
        );
        expect(JSON.stringify(document)).not.toContain(benedito.phone);
      },
    },
    {
      name: 'the patient is erased: certified, gone from every screen, and from the calendar',
      async run() {
        const { google } = theWorld();
        const { id: erasureId } = await ana.erasePatient({ clinicId, contactId });
        await until('the certificate', async () => {
          const { state } = await ana.getErasure({ clinicId, erasureId });
          return state === 'done';
        });
        const { certificate } = await ana.getErasureCertificate({ clinicId, erasureId });
        const keys = (await ana.getCertificateKeys()) as unknown as JSONWebKeySet;
        const { payload } = await compactVerify(certificate, createLocalJWKSet(keys));
        const certified = new TextDecoder().decode(payload);
        expect(JSON.parse(certified)).toMatchObject({
          id: erasureId,
          clinicId,
          erased: { contacts: 1, appointments: 1, whatsapp_conversations_improved: 1 },
        });
        expect(certified).not.toMatch(/91234567|Marcelina/);

        expect((await refusal(bia.getConversation(conversation))).code).toBe('conversation.not-found');
        expect((await refusal(ana.exportPatient({ clinicId, contactId }))).code).toBe(
          'privacy.person-not-found',
        );
        const { items: patients } = await ana.searchPatients({ clinicId, body: { phone: marcelina.phone } });
        expect(patients).toEqual([]);
        const { items: left } = await bia.listConversations({ clinicId });
        expect(left.map(({ contact }) => contact.phone)).toEqual([benedito.phone]);
        await until('the event to leave the calendar', () => google.events(lara).length === 0);
        const appointment = await bia.getAppointment({ clinicId, id: appointmentId });
        expect(appointment).toMatchObject({ state: 'cancelled', reason: 'patient-erased' });
        expect(appointment.contactId).toBeUndefined();
        live.close();
      },
    },
  ];
}
