import { describe, expect, it } from 'vitest';
import { scriptedWhatsApp } from '../../../../src/adapters/memory/messaging/message-sender.ts';
import { makeResolveClinicContext } from '../../../../src/application/clinic/resolve-clinic-context.ts';
import { makeForeseeNotice } from '../../../../src/application/messaging/window/foresee-notice.ts';
import { makeRemindPatient } from '../../../../src/application/scheduling/remind-patient.ts';
import type { Template } from '../../../../src/domain/templates/template.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import { aStatus } from '../../../support/builders/a-status.ts';
import { aTemplate } from '../../../support/builders/a-template.ts';
import { deliveryOn } from '../../../support/worlds/delivery-on.ts';
import { ingestOn } from '../../../support/worlds/ingest-on.ts';
import { confirm } from '../../harness/appointment-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aParty, leaseMs, receive } from '../../harness/steps.ts';
import { dieAtEveryStep, type Mission } from './every-death.ts';

const minutes = 60_000;
const timeout = 120_000;
const wabaId = 'waba-1';

type Wish = { readonly wroteBeforeMs: number; readonly templates?: readonly Template[] };

/** A visit in less than two hours, booked long ago, of a patient who wrote so long ago. */
async function aVisitToRemindOf(harness: Harness, { wroteBeforeMs, templates = [] }: Wish) {
  const { stores, ids, erasureKeys } = harness;
  const clock = { now: () => harness.now() };
  const ago = (ms: number) => new Date(harness.now().getTime() - ms);
  const contextualization = { lembretes: { quando: '2 horas antes', silencio: false } };
  const clinicId = await harness.addClinic({ contextualization });
  const at = { whatsappNumber: '551140009000', phoneNumberId: 'pn-9', wabaId };
  const party = await aParty(harness, { clinicId, number: await harness.addNumber(clinicId, at) });
  await receive(harness, party, aMessage({ sentAt: ago(wroteBeforeMs) }));
  await stores.templates.mirror({ clinicId, wabaId }, templates);
  for (const { name, language } of templates)
    await stores.templates.use(clinicId, {
      ...{ purpose: 'reminder', name, language, buttons: ['attend'] },
      variables: { data: 'date', hora: 'time' },
    });
  const { contactId, conversationId } = party.placement;
  const start = new Date(harness.now().getTime() + 115 * minutes);
  await confirm(harness, clinicId, {
    ...{ contactId, conversationId, createdAt: ago(1_440 * minutes) },
    slot: { start, end: new Date(start.getTime() + 30 * minutes) },
  });
  const whatsapp = scriptedWhatsApp();

  const work: Mission['work'] = async (process) => {
    const own = process.wrapAll(stores);
    const { reviewUndelivered, matchParkedStatuses } = ingestOn({ stores: own, ids, clock, erasureKeys });
    const { clinics, reminders, alerts, outbox } = own;
    const remindPatient = makeRemindPatient({
      ...{ reminders, alerts, ids, clock },
      resolveClinicContext: makeResolveClinicContext({ clinics, readContexts: new Map() }),
      foreseeNotice: makeForeseeNotice({ ...own, clock }),
    });
    const deliverMessage = deliveryOn({
      ...{ stores: own, reviewUndelivered, matchParkedStatuses, ids, clock },
      sender: process.wrap('whatsapp', whatsapp),
      randomness: { next: () => 0 },
    });
    for (const due of await reminders.claim(3, leaseMs)) await remindPatient(due);
    for (const send of await outbox.claim(3, leaseMs)) await deliverMessage(send);
  };
  const { recordDeliveryStatus } = ingestOn({ stores, ids, clock, erasureKeys });
  const meanwhile = async () => {
    const status = (word: 'sent' | 'delivered') =>
      whatsapp.phone.map(({ metaMessageId, messageId }) => ({
        clinicId,
        status: aStatus(word, { metaMessageId, outboundId: messageId }),
      }));
    await recordDeliveryStatus([...status('sent'), ...status('delivered')]);
  };
  const decided = async () => {
    const window = { start: harness.now(), end: new Date(start.getTime() + minutes) };
    const { visits } = await stores.reminders.unconfirmed(clinicId, window, 5);
    const [row] = visits;
    return row?.reminders ?? [];
  };
  return { mission: { work, meanwhile }, whatsapp, decided, clinicId };
}

export const remindingDeathsContract = (make: MakeHarness) =>
  describe('a process that dies while it reminds a patient', () => {
    it.each<[string, Wish, 'text' | 'buttons' | 'template']>([
      ['in the open window', { wroteBeforeMs: minutes }, 'buttons'],
      [
        'by a template, after the window has closed',
        { wroteBeforeMs: 3 * 1_440 * minutes, templates: [aTemplate()] },
        'template',
      ],
    ])('at any step has the patient told exactly once, %s', { timeout }, async (_, wish, type) => {
      const steps = await dieAtEveryStep(make, async (harness) => {
        const { mission, whatsapp, decided, clinicId } = await aVisitToRemindOf(harness, wish);
        return {
          ...mission,
          async check() {
            expect(whatsapp.phone.map(({ content }) => content.type)).toEqual([type]);
            expect(await decided()).toMatchObject([{ rule: 'minutes:120' }]);
            expect((await decided())[0]).not.toHaveProperty('skipped');
            const sent = (await harness.readMessages(clinicId)).filter(
              ({ direction }) => direction === 'outbound',
            );
            expect(sent.map(({ status }) => status)).toEqual(['delivered']);
            expect(await harness.stores.alerts.openCount()).toEqual(new Map());
          },
        };
      });
      expect(steps).toEqual(
        expect.arrayContaining(['reminders.settle', 'outbox.reservePlace', 'whatsapp.send', 'outbox.settle']),
      );
    });

    it('at any step has the clinic told why nobody was reminded', { timeout }, async () => {
      await dieAtEveryStep(make, async (harness) => {
        const wish = { wroteBeforeMs: 3 * 1_440 * minutes };
        const { mission, whatsapp, decided } = await aVisitToRemindOf(harness, wish);
        return {
          ...mission,
          async check() {
            expect(whatsapp.calls).toEqual([]);
            expect(await decided()).toMatchObject([{ rule: 'minutes:120', skipped: 'no-template' }]);
            expect(await harness.stores.alerts.openCount()).toEqual(new Map([['template-unusable', 1]]));
          },
        };
      });
    });
  });
