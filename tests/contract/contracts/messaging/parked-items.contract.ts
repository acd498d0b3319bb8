import { beforeEach, describe, expect, it } from 'vitest';
import {
  parkedItemId,
  type ItemToPark,
  type ParkedItem,
  type ParkedReach,
} from '../../../../src/application/ports/messaging/parked-items.ts';
import type { WebhookSigner } from '../../../../src/domain/connection/webhook-signer.ts';
import type { WebhookItem } from '../../../../src/domain/messaging/webhook-item.ts';
import { aMessage, phone } from '../../../support/builders/a-received-message.ts';
import { aStatus } from '../../../support/builders/a-status.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const parkedItemsContract = (make: MakeHarness) =>
  describe('parked items', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });
    const toPark = (item: WebhookItem, reason = 'number-unknown'): ItemToPark => ({
      id: parkedItemId(harness.ids.next()),
      reason,
      item,
      requestId: 'request-1',
    });
    const unresolved = (limit = 100, last?: ParkedItem) =>
      harness.stores.parkedItems.unresolved(['number-unknown'], limit, last);

    it('are kept once per key and number', async () => {
      const message = aMessage({ wamid: 'w1' });
      const { parkedItems } = harness.stores;
      await parkedItems.park([toPark(message), toPark(message)]);
      await parkedItems.park([toPark({ ...message, number: { phoneNumberId: 'another' } })]);
      expect(await unresolved()).toHaveLength(2);
    });

    it('keep who signed for what they say, whoever signs its repetition', async () => {
      const { parkedItems } = harness.stores;
      const clinicId = await harness.addClinic();
      const numbers = new Set([phone('551140001111'), phone('551140002222')]);
      const signers: readonly (WebhookSigner | undefined)[] = [
        { by: 'clinic', clinicId, numbers },
        { by: 'installation' },
        undefined,
      ];
      for (const [n, signer] of signers.entries())
        await parkedItems.park([{ ...toPark(aMessage({ wamid: `w${n}` })), ...(signer && { signer }) }]);
      await parkedItems.park([{ ...toPark(aMessage({ wamid: 'w0' })), signer: { by: 'installation' } }]);
      expect((await unresolved()).map(({ signer }) => signer)).toEqual(signers);
    });

    it('have the reason and the clinic of the last time that they were parked', async () => {
      const { parkedItems } = harness.stores;
      const clinicId = await harness.addClinic();
      const message = aMessage({ wamid: 'w1' });
      await parkedItems.park([toPark(message)]);
      await parkedItems.park([{ ...toPark(message, 'message-unstorable'), clinicId }]);
      expect(await unresolved()).toEqual([]);
      expect(await parkedItems.list([clinicId], 10)).toMatchObject([
        { reason: 'message-unstorable', clinicId },
      ]);
    });

    it('name the clinics whose number is registered and active now', async () => {
      const { parkedItems } = harness.stores;
      const [active, closed] = [await harness.addClinic(), await harness.addClinic({ active: false })];
      await harness.addNumber(active, { whatsappNumber: '551140001111', phoneNumberId: 'pn-active' });
      await harness.addNumber(active, { whatsappNumber: '551140002222', active: false });
      await harness.addNumber(closed, { whatsappNumber: '551140003333', phoneNumberId: 'pn-closed' });
      const addressees = () => parkedItems.addressees(['number-unknown'], 10);
      const sentTo = (phoneNumberId: string | undefined, digits: string) =>
        toPark(
          aMessage({ number: { ...(phoneNumberId && { phoneNumberId }), displayNumber: phone(digits) } }),
        );
      await parkedItems.park([
        sentTo('pn-closed', '551140003333'),
        sentTo(undefined, '551140002222'),
        sentTo('pn-nobody', '551140001111'),
        { ...sentTo('pn-active', '551140001111'), reason: 'field:calls' },
      ]);
      expect(await addressees()).toEqual([]);
      const first = sentTo('pn-active', '551140001111');
      await parkedItems.park([first, sentTo('pn-active', '551140001111')]);
      expect(await addressees()).toEqual([active]);
    });

    it('are of the number that is found for them, in either spelling and by its digits alone', async () => {
      const { parkedItems, parkedContents, clinics } = harness.stores;
      const [spelt, known] = [await harness.addClinic(), await harness.addClinic()];
      await harness.addNumber(spelt, { whatsappNumber: '5547999990000' });
      await harness.addNumber(known, { whatsappNumber: '551140001111', phoneNumberId: 'pn-known' });
      const cases = [
        [
          spelt,
          toPark(aMessage({ number: { phoneNumberId: 'pn-new', displayNumber: phone('554799990000') } })),
        ],
        [known, toPark(aMessage({ number: { displayNumber: phone('551140001111') } }))],
      ] as const;
      const until = new Date(harness.now().getTime() + 60_000);
      for (const [clinicId, item] of cases) {
        await parkedItems.park([item]);
        expect(await parkedItems.addressees(['number-unknown'], 10)).toEqual([clinicId]);
        expect((await parkedItems.list([clinicId], 10)).map(({ id }) => id)).toEqual([item.id]);
        const { items } = await parkedContents.page({ clinicId, until }, 10);
        expect(items.map(({ id }) => id)).toEqual([item.id]);
        await parkedItems.resolve([item.id], harness.now());
        expect(await clinics.numberFor(item.item.number)).toMatchObject({ clinicId });
      }
    });

    it('are kept once although many writers bring them', async () => {
      const items = Array.from({ length: 10 }, (_, n) => aMessage({ wamid: `w${n}` }));
      await Promise.all(
        Array.from({ length: 6 }, (_, n) =>
          harness.stores.parkedItems.park((n % 2 ? items : [...items].reverse()).map((item) => toPark(item))),
        ),
      );
      expect(await unresolved()).toHaveLength(10);
    });

    it('say under which id they are kept until they are resolved', async () => {
      const { parkedItems } = harness.stores;
      const [first, again, late] = Array.from({ length: 3 }, () => toPark(aMessage({ wamid: 'w1' })));
      expect([...(await parkedItems.park([first!]))]).toEqual([[first!.id, first!.id]]);
      expect([...(await parkedItems.park([again!]))]).toEqual([[again!.id, first!.id]]);
      await parkedItems.resolve([first!.id], harness.now());
      expect((await parkedItems.park([late!])).size).toBe(0);
    });

    it('give back the open statuses of one message of one clinic', async () => {
      const { parkedItems } = harness.stores;
      const [clinicId, other] = [await harness.addClinic(), await harness.addClinic()];
      const delivered = aStatus('delivered', { metaMessageId: 'w1' });
      const parked = { ...toPark(delivered, 'status-without-message'), clinicId };
      await parkedItems.park([
        parked,
        { ...toPark(aStatus('read', { metaMessageId: 'w2' }), 'status-without-message'), clinicId },
      ]);
      expect((await parkedItems.statusesOf(clinicId, 'w1')).map(({ item }) => item)).toEqual([delivered]);
      expect(await parkedItems.statusesOf(other, 'w1')).toEqual([]);
      await parkedItems.resolve([parked.id], harness.now());
      expect(await parkedItems.statusesOf(clinicId, 'w1')).toEqual([]);
    });

    it('come back as they were, whatever the vendor sent', async () => {
      const message = aMessage({ raw: { body: 'a\u0000b\ud83d' }, text: 'text' });
      const status = aStatus('failed', { metaMessageId: 'w1' });
      await harness.stores.parkedItems.park([toPark(message)]);
      await harness.stores.parkedItems.park([toPark(status)]);
      expect((await unresolved()).map(({ item }) => item)).toEqual([message, status]);
    });

    it('are paged, oldest first, without gap or repetition', async () => {
      const items = Array.from({ length: 7 }, (_, n) => aMessage({ wamid: `page-${n}` }));
      for (const item of items) await harness.stores.parkedItems.park([toPark(item)]);
      const seen: ParkedItem[] = [];
      for (let page = await unresolved(3); page.length > 0; page = await unresolved(3, page.at(-1)))
        seen.push(...page);
      expect(seen.map(({ item }) => item.dedupeKey)).toEqual(items.map(({ dedupeKey }) => dedupeKey));
    });

    it('are paged without gap when they were parked together', async () => {
      const items = Array.from({ length: 7 }, (_, n) => toPark(aMessage({ wamid: `together-${n}` })));
      await harness.stores.parkedItems.park(items);
      const seen: ParkedItem[] = [];
      for (let page = await unresolved(2); page.length > 0; page = await unresolved(2, page.at(-1)))
        seen.push(...page);
      expect(seen.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    });

    it('are found by their reason until they are resolved', async () => {
      const { parkedItems } = harness.stores;
      const [first, second, third] = [aMessage(), aMessage(), aMessage()].map((item, n) =>
        toPark(item, n === 2 ? 'field:calls' : 'number-unknown'),
      ) as [ItemToPark, ItemToPark, ItemToPark];
      await parkedItems.park([first, second, third]);
      expect((await unresolved()).map(({ id }) => id)).toEqual([first.id, second.id]);
      await parkedItems.resolve([first.id, third.id], harness.now());
      await parkedItems.resolve([first.id], harness.now());
      expect((await unresolved()).map(({ id }) => id)).toEqual([second.id]);
      expect(await parkedItems.unresolved(['field:calls'], 10)).toEqual([]);
    });

    it('are shown and given out by clinic: its own, and those sent to a number that is its own now', async () => {
      const { parkedItems } = harness.stores;
      const [ours, theirs] = [await harness.addClinic(), await harness.addClinic()];
      await harness.addNumber(ours, { whatsappNumber: '551140001111', phoneNumberId: 'pn-ours' });
      await harness.addNumber(theirs, { whatsappNumber: '551140002222' });
      const own = { ...toPark(aMessage()), clinicId: ours };
      const byId = toPark(
        aMessage({ number: { phoneNumberId: 'pn-ours', displayNumber: phone('551140002222') } }),
      );
      const byDigits = toPark(aMessage({ number: { displayNumber: phone('551140002222') } }));
      const nobodys = toPark(
        aMessage({ number: { phoneNumberId: 'pn-other', displayNumber: phone('551140009999') } }),
      );
      await parkedItems.park([own, byId, byDigits, nobodys]);
      const shown = async (reach: ParkedReach) => (await parkedItems.list(reach, 10)).map(({ id }) => id);
      const given = async (reach: ParkedReach) =>
        (await parkedItems.unresolved(['number-unknown'], 10, undefined, reach)).map(({ id }) => id);
      for (const [reach, expected] of [
        [[ours], [own, byId]],
        [[theirs], [byDigits]],
        [
          [ours, theirs],
          [own, byId, byDigits],
        ],
        [[], []],
        ['all', [own, byId, byDigits, nobodys]],
      ] as const) {
        expect(await shown(reach)).toEqual(expected.map(({ id }) => id).reverse());
        expect(new Set(await given(reach))).toEqual(new Set(expected.map(({ id }) => id)));
      }
    });

    it('are shown newest first, paged, without their content and until they are resolved', async () => {
      const { parkedItems } = harness.stores;
      const clinicId = await harness.addClinic();
      const items = [1, 2, 3].map(() => ({ ...toPark(aMessage({ text: 'private' })), clinicId }));
      for (const item of items) await parkedItems.park([item]);
      const [third, second, first] = [...items].reverse();
      expect(await parkedItems.list([clinicId], 2)).toMatchObject([
        { id: third!.id, clinicId, reason: 'number-unknown', kind: 'message', requestId: 'request-1' },
        { id: second!.id },
      ]);
      expect(JSON.stringify(await parkedItems.list('all', 10))).not.toContain('private');
      expect((await parkedItems.list([clinicId], 2, second!.id)).map(({ id }) => id)).toEqual([first!.id]);
      await parkedItems.resolve([third!.id], harness.now());
      expect((await parkedItems.list([clinicId], 10)).map(({ id }) => id)).toEqual([second!.id, first!.id]);
    });
  });
