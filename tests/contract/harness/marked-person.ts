import { erasureId, type ErasureRecord } from '../../../src/domain/privacy/erasure.ts';
import { takeOver } from '../../../src/domain/messaging/human-act.ts';
import { messageId } from '../../../src/domain/messaging/message.ts';
import { aMessage, phone } from '../../support/builders/a-received-message.ts';
import type { Harness } from './harness.ts';
import { aClinicWithNumber, aParty, policy } from './steps.ts';

const marked = { phone: phone('5547991112222'), bsuid: 'BR.marked', profileName: 'MARKED name' };
const markers = /MARKED|BR\.marked|5547991112222|554791112222/;

/** Somebody whose every trace is marked, in a clinic with a number, and what tests of their erasure do. */
export type MarkedPerson = Awaited<ReturnType<typeof aMarkedPerson>>;

export async function aMarkedPerson(harness: Harness) {
  const clinic = await aClinicWithNumber(harness);
  const party = await aParty(harness, clinic, marked);
  const erase = async (of = party, at = harness.now()) => {
    const records: ErasureRecord[] = [];
    const id = erasureId(harness.ids.next());
    const { contactId: contact } = of.placement;
    const done = await harness.stores.erasures.erase(
      { id, clinicId: of.clinicId, contactId: contact, at },
      async (record) => void records.push(record),
    );
    return { done, record: records.at(-1) as ErasureRecord };
  };
  const write = (body: string) =>
    harness.stores.humanActs.act(
      {
        clinicId: party.clinicId,
        conversationId: party.placement.conversationId,
        reply: {
          messageId: messageId(harness.ids.next()),
          content: { type: 'text', body },
          sentBy: 'user:bia',
          requestId: 'r',
        },
      },
      (state) => takeOver(state, harness.now(), policy.humanQuietMs),
    );
  const soon = () => new Date(harness.now().getTime() + 1_000);
  const leftovers = async () => (await harness.readEverything()).filter((line) => markers.test(line));
  const markedMessage = (wish: Parameters<typeof aMessage>[0] = {}) =>
    aMessage({
      person: marked,
      text: 'MARKED text',
      raw: { text: 'MARKED raw', from: marked.phone },
      ...wish,
    });
  const marks = (message: ReturnType<typeof aMessage>) => ({
    clinicId: clinic.clinicId,
    keys: [harness.erasureKeys.ofMessage(clinic.clinicId, message.dedupeKey)],
    sentAt: message.sentAt,
  });

  return { marked, markers, clinic, party, erase, write, soon, leftovers, markedMessage, marks };
}
