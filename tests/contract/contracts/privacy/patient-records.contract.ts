import { beforeEach, describe, expect, it } from 'vitest';
import { contactId } from '../../../../src/domain/messaging/people/contact-identity.ts';
import { appointmentId } from '../../../../src/domain/scheduling/appointment.ts';
import type { ExportedMessage } from '../../../../src/domain/privacy/patient-export.ts';
import { aMessage, phone } from '../../../support/builders/a-received-message.ts';
import { anAppointment } from '../../../support/builders/an-appointment.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aMergedParty, answerWith, aParty, claimTurn, receive } from '../../harness/steps.ts';

const ana = { phone: phone('5547999990001'), bsuid: 'BR.ana', profileName: 'Ana' };

export const patientRecordsContract = (make: MakeHarness) =>
  describe('patient records', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });

    it('find a person by telephone number, with and without the ninth digit, in one clinic', async () => {
      const party = await aParty(harness, undefined, ana);
      await receive(harness, party, aMessage({ sentAt: harness.now() }));
      const records = harness.stores.patientRecords;
      const [found] = await records.byPhone(party.clinicId, phone('5547999990001'));
      expect(found).toMatchObject({ contactId: party.placement.contactId, profileName: 'Ana' });
      expect(found?.lastMessageAt).toBeInstanceOf(Date);
      expect(await records.byPhone(party.clinicId, phone('554799990001'))).toEqual([found]);
      expect(await records.byPhone(party.clinicId, phone('5547999990002'))).toEqual([]);
      expect(await records.byPhone(await harness.addClinic(), phone('5547999990001'))).toEqual([]);
    });

    it('hold everything about a person but the messages', async () => {
      const party = await aParty(harness, undefined, ana);
      const { clinicId, placement, number } = party;
      await receive(harness, party, aMessage({ sentAt: harness.now() }));
      const at = harness.now();
      const handover = { reason: 'complaint', summary: 'Reclamou da espera.', at } as const;
      const alarm = { danger: 'emergency', at } as const;
      const warned = { danger: 'suicidal', at } as const;
      const turn = await claimTurn(harness);
      await harness.stores.turns.complete(turn, {
        ...answerWith(harness, 'hello'),
        dialogue: { topic: 'x' },
        attention: { handover, alarm, warned, lookedAt: harness.now() },
      });
      const appointment = anAppointment(harness, clinicId, {
        contactId: placement.contactId,
        requestedAt: harness.now(),
      });
      await harness.stores.appointments.apply(clinicId, [{ change: 'hold', appointment }]);
      for (const subject of [placement.conversationId, 'somebody else'])
        await harness.stores.alerts.open(
          { clinicId, kind: 'handover', subject },
          `about ${subject}`,
          harness.now(),
        );
      const file = await harness.stores.patientRecords.file(clinicId, placement.contactId);
      expect(file).toMatchObject({
        contactIds: [placement.contactId],
        profileNames: ['Ana'],
        flags: [],
        conversations: [
          {
            id: placement.conversationId,
            clinicNumber: number.whatsappNumber,
            assistantMemory: { topic: 'x' },
            handover,
            alarm,
            warned,
          },
        ],
        appointments: [
          { id: appointment.id, service: 'Consulta', state: 'held', start: appointment.slot.start },
        ],
        alerts: [{ kind: 'handover', message: `about ${placement.conversationId}` }],
      });
      expect(file?.identities.map(({ kind, value }) => `${kind} ${value}`).sort()).toEqual([
        'bsuid BR.ana',
        'phone 5547999990001',
        'wa_id 5547999990001',
      ]);
    });

    it('hold the visits that name the person, and those of nobody that were made in their conversation', async () => {
      const party = await aParty(harness);
      const other = await aParty(harness, party, { bsuid: 'BR.other' });
      const { clinicId, placement } = party;
      const { contactId: contact, conversationId } = placement;
      const visits = [
        { contactId: contact },
        { conversationId },
        { contactId: other.placement.contactId },
      ].map((of, n) =>
        anAppointment(harness, clinicId, {
          id: appointmentId(harness.ids.next()),
          slot: {
            start: new Date(Date.UTC(2027, 2, 1, 9 + n)),
            end: new Date(Date.UTC(2027, 2, 1, 10 + n)),
          },
          ...of,
        }),
      );
      for (const appointment of visits)
        await harness.stores.appointments.apply(clinicId, [{ change: 'hold', appointment }]);
      const file = await harness.stores.patientRecords.file(clinicId, contact);
      expect(file?.appointments.map(({ id }) => id)).toEqual([visits[0]!.id, visits[1]!.id]);
    });

    it('give how models came to answers page by page, without gap or repetition', async () => {
      const { clinicId, placement } = await aParty(harness);
      const { turnRecords, patientRecords } = harness.stores;
      const ids = Array.from({ length: 5 }, () => harness.ids.next());
      for (const turnId of ids)
        await turnRecords.addUnsent({
          ...{ clinicId, conversationId: placement.conversationId, turnId },
          ...{ outcome: 'failed', kept: {} as never },
        });
      const read = (after?: string) =>
        patientRecords.modelTurns(clinicId, [placement.conversationId], 2, after);
      const seen: string[] = [];
      for (let page = await read(); page.length > 0; page = await read(page.at(-1)?.turnId))
        seen.push(...page.map(({ turnId }) => turnId));
      expect(seen).toEqual(ids.toSorted());
    });

    it('hold what people of the clinic did about the person', async () => {
      const party = await aParty(harness);
      const { clinicId, placement } = party;
      const act = (action: string, subject: string, details = {}) => ({
        id: harness.ids.next(),
        clinicId,
        at: harness.now(),
        actor: 'user:1',
        action,
        subject,
        details,
      });
      const { auditTrail, patientRecords } = harness.stores;
      for (const entry of [
        act('patient.export', placement.contactId),
        act('conversation.reply', `conversation:${placement.conversationId}`),
        act('other.act', 'appointment', { conversationId: placement.conversationId }),
        act('context.save', 'context'),
      ])
        await auditTrail.begin(entry);
      const read = (after?: string) =>
        patientRecords.acts(clinicId, [placement.contactId, placement.conversationId], 2, after);
      const first = await read();
      const acts = [...first, ...(await read(first.at(-1)?.id))];
      expect(acts.map(({ action }) => action)).toEqual(['patient.export', 'conversation.reply', 'other.act']);
      expect(await read(acts.at(-1)?.id)).toEqual([]);
      expect(JSON.stringify(acts)).not.toContain('user:1');
    });

    it('are those of everybody who was merged, whichever of them is asked for', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      await merge();
      const records = harness.stores.patientRecords;
      const both = [kept, merged].map(({ placement }) => placement.contactId);
      for (const id of both)
        expect(new Set((await records.file(kept.clinicId, id))?.contactIds)).toEqual(new Set(both));
    });

    it('are of one clinic, and of nobody who is not there', async () => {
      const { clinicId, placement } = await aParty(harness);
      const records = harness.stores.patientRecords;
      expect(await records.file(await harness.addClinic(), placement.contactId)).toBeUndefined();
      expect(await records.file(clinicId, contactId(harness.ids.next()))).toBeUndefined();
    });

    it('give the messages page by page, without gap or repetition, and no one else’s', async () => {
      const party = await aParty(harness);
      const other = await aParty(harness, party, { bsuid: 'BR.other' });
      await receive(harness, other, aMessage({ text: 'not hers' }));
      const texts = Array.from({ length: 7 }, (_, n) => `message ${n}`);
      // several in one statement have the same time
      await receive(harness, party, ...texts.slice(0, 4).map((text) => aMessage({ text })));
      for (const text of texts.slice(4)) await receive(harness, party, aMessage({ text, raw: { text } }));
      const { clinicId, placement } = party;
      const read = (after?: ExportedMessage) =>
        harness.stores.patientRecords.messages(
          clinicId,
          [placement.conversationId],
          2,
          after && { createdAt: after.storedAt, id: after.id },
        );
      const seen: ExportedMessage[] = [];
      for (let page = await read(); page.length > 0; page = await read(page.at(-1))) seen.push(...page);
      expect(seen.map(({ text }) => text).sort()).toEqual(texts);
      expect(seen.at(-1)).toMatchObject({ direction: 'inbound', origin: 'patient', status: 'received' });
      expect(seen.find(({ text }) => text === 'message 5')?.payload).toEqual({ text: 'message 5' });
    });
  });
