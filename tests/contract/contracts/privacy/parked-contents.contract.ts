import { beforeEach, describe, expect, it } from 'vitest';
import { parkedItemId, type ItemToPark } from '../../../../src/application/ports/messaging/parked-items.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { WebhookItem } from '../../../../src/domain/messaging/webhook-item.ts';
import { aMessage, phone } from '../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const parkedContentsContract = (make: MakeHarness) =>
  describe('contents of parked items', () => {
    let harness: Harness;
    let clinicId: ClinicId;
    beforeEach(async () => {
      harness = await make();
      clinicId = await harness.addClinic();
    });
    const park = async (item: WebhookItem, owner?: ClinicId, reason = 'field:calls') => {
      const id = parkedItemId(harness.ids.next());
      const toPark: ItemToPark = { id, reason, item, requestId: 'r', ...(owner && { clinicId: owner }) };
      await harness.stores.parkedItems.park([toPark]);
      return id;
    };
    const until = () => new Date(harness.now().getTime() + 60_000);
    const all = async (values?: readonly string[], of = clinicId) => {
      const search = { clinicId: of, until: until(), ...(values && { values }) };
      const seen: string[] = [];
      let page = await harness.stores.parkedContents.page(search, 2);
      for (;;) {
        seen.push(...page.items.map(({ id }) => id));
        if (page.next === undefined) return seen;
        page = await harness.stores.parkedContents.page({ ...search, after: page.next }, 2);
      }
    };

    it('are a clinic’s when they were parked for it, came to its number or name no number', async () => {
      await harness.addNumber(clinicId, { whatsappNumber: '5547999990000', phoneNumberId: 'pn-own' });
      const other = await harness.addClinic();
      const own = [
        await park(aMessage(), clinicId),
        await park(aMessage({ number: { phoneNumberId: 'pn-own' } })),
        await park(aMessage({ number: { displayNumber: phone('554799990000') } })),
        await park(aMessage({ number: {} })),
      ];
      await park(aMessage(), other);
      await park(aMessage({ number: { phoneNumberId: 'pn-unknown' } }));
      await park(aMessage({ number: { phoneNumberId: 'pn-else', displayNumber: phone('5547999990000') } }));
      expect(await all()).toEqual([...own].sort());
    });

    it('are not a clinic’s when their id is of a number of another one, whatever digits they show', async () => {
      await harness.addNumber(clinicId, { whatsappNumber: '5547999990000' });
      await harness.addNumber(await harness.addClinic(), {
        whatsappNumber: '5547988887777',
        phoneNumberId: 'pn-theirs',
      });
      const shown = phone('5547999990000');
      const foreign = await park(aMessage({ number: { phoneNumberId: 'pn-theirs', displayNumber: shown } }));
      const own = await park(aMessage({ number: { phoneNumberId: 'pn-unknown', displayNumber: shown } }));
      expect(await all()).toEqual([own]);
      expect(await harness.stores.parkedContents.empty(clinicId, [foreign], harness.now())).toBe(0);
    });

    it('are found by their text, resolved or not, on every page', async () => {
      const items = Array.from({ length: 9 }, (_, n) =>
        aMessage({ text: n % 4 === 0 ? `needle ${n}` : 'hay' }),
      );
      const ids = [];
      for (const item of items) ids.push(await park(item, clinicId));
      await harness.stores.parkedItems.resolve([ids[0]!], harness.now());
      expect(await all(['needle'])).toEqual([ids[0], ids[4], ids[8]]);
      expect(await all(['needle 4', 'hay'])).toHaveLength(7);
      expect(await all([])).toEqual([]);
    });

    it('are not looked at when they were received later', async () => {
      await park(aMessage(), clinicId);
      const before = new Date(harness.now().getTime() - 60_000);
      const page = await harness.stores.parkedContents.page({ clinicId, until: before }, 10);
      expect(page.items).toEqual([]);
    });

    it('are emptied for good: not there any more, not replayed, and not kept again', async () => {
      const item = aMessage({ text: 'SECRET words', number: {}, raw: { deep: 'SECRET too' } });
      const id = await park(item, clinicId);
      const { parkedContents, parkedItems } = harness.stores;
      expect(await parkedContents.empty(clinicId, [id], harness.now())).toBe(1);
      expect(await parkedContents.empty(clinicId, [id], harness.now())).toBe(0);
      expect((await harness.readEverything()).filter((line) => line.includes('SECRET'))).toEqual([]);
      expect(await all()).toEqual([]);
      await park(item, clinicId);
      expect((await harness.readEverything()).filter((line) => line.includes('SECRET'))).toEqual([]);
      expect(await parkedItems.unresolved(['field:calls', 'erased'], 10)).toEqual([]);
    });

    it('are emptied by nobody else', async () => {
      const other = await harness.addClinic();
      const [theirs, unknown] = [
        await park(aMessage(), other),
        await park(aMessage({ number: { phoneNumberId: 'pn-unknown' } })),
      ];
      expect(await harness.stores.parkedContents.empty(clinicId, [theirs, unknown], harness.now())).toBe(0);
      expect(await all(undefined, other)).toEqual([theirs]);
    });
  });
