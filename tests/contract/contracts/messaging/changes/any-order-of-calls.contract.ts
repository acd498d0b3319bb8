import { describe, expect, it } from 'vitest';
import { readWebhook } from '../../../../../src/adapters/meta/webhook/webhook-payload.ts';
import { callEvent, messagesChange, webhookBody } from '../../../../support/builders/meta-webhooks.ts';
import type { MakeHarness } from '../../../harness/harness.ts';
import { alwaysEndsIn, atLeastOnce, twoProcesses } from './any-delivery.ts';

/** Everything that WhatsApp tells of two calls of a patient's, one that nobody took and one that was answered. */
function eventsOf(from: string, at: number) {
  const [missed, talked] = [
    { from, from_user_id: undefined, id: `wacid.${from}.1` },
    { from, from_user_id: undefined, id: `wacid.${from}.2` },
  ];
  const time = (seconds: number) => String(at + seconds);
  const begun = { event: 'connect', status: undefined, session: { sdp_type: 'offer', sdp: 'v=0' } };
  return [
    { calls: [callEvent({ ...missed, ...begun, timestamp: time(0) })] },
    { calls: [callEvent({ ...missed, timestamp: time(40) })] },
    { calls: [callEvent({ ...talked, ...begun, timestamp: time(60) })] },
    { statuses: [{ id: talked.id, type: 'call', status: 'ACCEPTED', timestamp: time(65) }] },
    {
      calls: [
        callEvent({
          ...talked,
          ...{ status: 'COMPLETED', start_time: time(65), end_time: time(95), duration: 30 },
          timestamp: time(95),
        }),
      ],
    },
  ];
}

const places = [0, 1, 2, 3, 4];

export const anyOrderOfCallsContract = (make: MakeHarness) =>
  describe('what WhatsApp tells of calls, in any order', () => {
    it('gives one entry for each call that is over, and the same conversation', async () => {
      const harness = await make();
      const { conversations } = harness.stores;
      const { clinicId, number, deliver } = await twoProcesses(harness);
      const at = Math.floor(harness.now().getTime() / 1_000) - 3_600;
      const metadata = { phone_number_id: number.phoneNumberId, display_phone_number: number.whatsappNumber };
      let people = 0;
      const endOf = async (delivery: readonly number[], together: boolean) => {
        people += 1;
        const from = `55479988${String(people).padStart(5, '0')}`;
        const events = eventsOf(from, at);
        const webhookOf = (place: number) =>
          readWebhook(webhookBody(messagesChange({ metadata, ...events[place] }, 'calls')), harness.now());
        await deliver(delivery.map(webhookOf), together);
        const [listed] = await conversations.list({
          ...{ clinicId, unreadOnly: false, limit: 2, search: from },
        });
        if (listed === undefined) throw new Error('no conversation');
        const messages = await conversations.messages({
          clinicId,
          conversationId: listed.id,
          limit: 50,
        });
        return {
          unread: listed.unread,
          lastPatientMessageAt: listed.lastPatientMessageAt,
          messages: (messages ?? [])
            .map(({ direction, type, text, details, sentAt }) => ({ direction, type, text, details, sentAt }))
            .sort((one, other) => one.sentAt.getTime() - other.sentAt.getTime()),
        };
      };
      const expected = await endOf(places, false);
      expect(expected).toMatchObject({
        unread: 1,
        lastPatientMessageAt: new Date((at + 65) * 1_000),
        messages: [
          {
            direction: 'inbound',
            type: 'call',
            text: 'Ligação perdida',
            details: { call: { outcome: 'missed' } },
          },
          { text: 'Ligação atendida (30 s)', details: { call: { outcome: 'ended', seconds: 30 } } },
        ],
      });
      expect(expected.messages).toHaveLength(2);
      await alwaysEndsIn(expected, atLeastOnce(places, 6), endOf);
    });
  });
