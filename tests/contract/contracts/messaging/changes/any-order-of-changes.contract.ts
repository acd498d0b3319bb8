import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aChangingTalk, shownOf } from '../../../../support/builders/a-changing-talk.ts';
import type { MakeHarness } from '../../../harness/harness.ts';
import { alwaysEndsIn, atLeastOnce, twoProcesses } from './any-delivery.ts';

const items = aChangingTalk({ phoneNumberId: '', patient: '5547999990000' }).length;
const places = Array.from({ length: items }, (_, n) => n);

/** Each at least once, some again, in any order, cut into webhooks anywhere. */
const anyDelivery = fc
  .tuple(
    atLeastOnce(places, 8),
    fc.array(fc.integer({ min: 1, max: 8 }), { minLength: items + 8, maxLength: items + 8 }),
  )
  .map(([all, sizes]) => {
    const rest = [...all];
    return sizes.map((size) => rest.splice(0, size)).filter(({ length }) => length > 0);
  });

export const anyOrderOfChangesContract = (make: MakeHarness) =>
  describe('what is said about messages, in any order', () => {
    it('ends in one state: corrections, deletions, reactions, quotes and statuses', async () => {
      const harness = await make();
      const { clinicId, number, deliver } = await twoProcesses(harness);
      let people = 0;
      const endOf = async (webhooks: readonly (readonly number[])[], together: boolean) => {
        people += 1;
        const patient = `55479999${String(people).padStart(5, '0')}`;
        const talk = aChangingTalk({ phoneNumberId: number.phoneNumberId ?? '', patient });
        const itemsOf = (webhook: readonly number[]) => webhook.flatMap((place) => talk[place] ?? []);
        await deliver(webhooks.map(itemsOf), together);
        return shownOf(harness.stores, clinicId, patient);
      };
      const expected = await endOf([places], false);
      const of = (name: string) => expected.messages.find((message) => message.name === name);
      expect(of('day')).toMatchObject({ text: 'quinta', edited: { before: 'segunda' } });
      expect(of('secret')).toMatchObject({ text: '', deletedAt: expect.any(Date) as unknown });
      expect(of('hour')).toMatchObject({
        ...{ text: 'às 11h', status: 'read' },
        reactions: [{ emoji: '❤️', by: 'patient' }],
      });
      expect(of('quote')).toMatchObject({ quoted: 'quinta', reactions: undefined });
      expect(of('failing')).toMatchObject({ status: 'delivered' });
      expect(expected).toMatchObject({ undelivered: undefined, openAlerts: 0 });
      await alwaysEndsIn(expected, anyDelivery, endOf);
    });
  });
