import { beforeEach, describe, expect, it } from 'vitest';
import { erasureId, type ErasureRecord } from '../../../../src/domain/privacy/erasure.ts';
import { contactId } from '../../../../src/domain/messaging/people/contact-identity.ts';
import { phone } from '../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aMergedParty, aParty, receive } from '../../harness/steps.ts';
import { aMarkedPerson, type MarkedPerson } from '../../harness/marked-person.ts';

const until = new Date('2027-03-01T08:00:00Z');

export const erasureRecordsContract = (make: MakeHarness) =>
  describe('erasures', () => {
    let harness: Harness;
    let markers: MarkedPerson['markers'];
    let clinic: MarkedPerson['clinic'];
    let party: MarkedPerson['party'];
    let erase: MarkedPerson['erase'];
    let soon: MarkedPerson['soon'];
    let leftovers: MarkedPerson['leftovers'];
    let markedMessage: MarkedPerson['markedMessage'];
    beforeEach(async () => {
      harness = await make();
      ({ markers, clinic, party, erase, soon, leftovers, markedMessage } = await aMarkedPerson(harness));
    });

    it('are written down before they happen, without a name, and once', async () => {
      await receive(harness, party, markedMessage());
      const { record } = await erase();
      expect(record.contactIds).toEqual([party.placement.contactId]);
      expect(record.identityKeys).toHaveLength(3);
      expect(record.keys).toHaveLength(4);
      expect(JSON.stringify(record)).not.toMatch(markers);
      expect((await erase()).done).toBeUndefined();
    });

    it('are listed for their clinic, the newest first, with who had them done', async () => {
      const { erasures } = harness.stores;
      const [second, third] = [
        await aParty(harness, clinic, { phone: phone('5547933330001') }),
        await aParty(harness, clinic, { phone: phone('5547933330002') }),
      ];
      const elsewhere = await aParty(harness);
      const done = async (of: typeof party, minute: number, by?: string) => {
        const { clinicId, placement } = of;
        const request = {
          ...{ id: erasureId(harness.ids.next()), clinicId, contactId: placement.contactId },
          ...{ at: new Date(Date.UTC(2026, 2, 2, 12, minute)), ...(by !== undefined && { by }) },
        };
        return (await erasures.erase(request, () => Promise.resolve()))!.erasure;
      };
      const first = await done(party, 1, 'user:ana');
      await done(elsewhere, 2, 'user:eve');
      // two of one moment
      const both = [await done(second, 3), await done(third, 3, 'local:operator')];
      const [newest, next] = both.sort((a, b) => (a.id < b.id ? 1 : -1));
      expect(await erasures.ofClinic(clinic.clinicId, 9)).toEqual([newest, next, first]);
      expect(await erasures.ofClinic(clinic.clinicId, 1, newest)).toEqual([next]);
      expect(await erasures.ofClinic(clinic.clinicId, 9, next)).toEqual([first]);
      expect(await erasures.get(clinic.clinicId, first.id)).toMatchObject({ erasedBy: 'user:ana' });
    });

    it('do not happen when they cannot be written down', async () => {
      await receive(harness, party, markedMessage());
      const request = {
        id: erasureId(harness.ids.next()),
        clinicId: party.clinicId,
        contactId: party.placement.contactId,
        at: harness.now(),
      };
      const before = await harness.readEverything();
      const refuse = () => Promise.reject(new Error('the disk is full'));
      await expect(harness.stores.erasures.erase(request, refuse)).rejects.toThrow('the disk is full');
      expect(await harness.readEverything()).toEqual(before);
    });

    it('are done again from their record, on exactly those contacts', async () => {
      await receive(harness, party, markedMessage());
      const { erasures } = harness.stores;
      const record: ErasureRecord = {
        id: erasureId(harness.ids.next()),
        clinicId: party.clinicId,
        erasedAt: harness.now(),
        contactIds: [party.placement.contactId, contactId(harness.ids.next())],
        identityKeys: [harness.ids.next()],
        keys: [],
      };
      expect(await erasures.undone([record])).toEqual([{ place: 0, isThere: true }]);
      await erasures.eraseAgain(record);
      expect(await leftovers()).toEqual([]);
      expect(await erasures.undone([record])).toEqual([]);
      await erasures.eraseAgain(record);
      expect(await erasures.get(party.clinicId, record.id)).toMatchObject({
        state: 'open',
        counts: { contacts: 1 },
      });
    });

    it('are recalled, a thousand at once, without undoing what is known', async () => {
      const { erasures, erasedKeys } = harness.stores;
      const { done } = await erase();
      const { clinicId, erasedAt, contactIds, identityKeys } = done!.erasure;
      const records = Array.from({ length: 1_000 }, (_, n): ErasureRecord => {
        const key = harness.erasureKeys.ofMessage(party.clinicId, `recalled ${n}`);
        const id = erasureId(harness.ids.next());
        return { id, clinicId, erasedAt, contactIds, identityKeys, keys: [{ key, keepUntil: until }] };
      });
      const [first] = records as [ErasureRecord];
      expect((await erasures.undone(records)).map(({ isThere }) => isThere)).toEqual(
        records.map(() => false),
      );
      await erasedKeys.remember(records);
      await erasures.recall(
        records.map((record, n) => (n === 0 ? { record } : { record, certificate: `c${n}` })),
      );
      expect(await erasures.undone(records)).toEqual([]);
      expect((await erasures.unfinished(10, soon())).map(({ id }) => id).sort()).toEqual(
        [done!.erasure.id, first.id].sort(),
      );
      await erasures.recall([{ record: { ...done!.erasure, keys: [] }, certificate: 'found' }]);
      expect(await erasures.get(party.clinicId, done!.erasure.id)).toMatchObject({
        state: 'done',
        certificate: 'found',
        counts: { contacts: 1 },
      });
      await erasures.recall([{ record: { ...done!.erasure, keys: [] }, certificate: 'another' }]);
      const kept = await erasures.record(party.clinicId, done!.erasure.id);
      expect(kept).toMatchObject({
        certificate: 'found',
        record: { contactIds: [party.placement.contactId] },
      });
      expect(kept?.record.keys).toHaveLength(3);
      expect((await erasures.record(party.clinicId, first.id))?.record).toEqual(first);
      expect(await erasures.record(party.clinicId, erasureId(harness.ids.next()))).toBeUndefined();

      const listed = [];
      for (let page = await erasures.list(400); page.length > 0; page = await erasures.list(400, page.at(-1)))
        listed.push(...page);
      expect(listed.map(({ id }) => id)).toEqual([done!.erasure.id, ...records.map(({ id }) => id)].sort());
    });

    it('name merges that reach beyond a record', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      await merge();
      const { erasures } = harness.stores;
      const { contactId: root } = kept.placement;
      const { contactId: other } = merged.placement;
      expect(await erasures.foreignMerges(kept.clinicId, [root])).toEqual([other]);
      expect(await erasures.foreignMerges(kept.clinicId, [other])).toEqual([other]);
      expect(await erasures.foreignMerges(kept.clinicId, [root, other])).toEqual([]);
    });

    it('are listed unfinished page by page, oldest first', async () => {
      const parties = [party];
      for (const n of [1, 2, 3])
        parties.push(await aParty(harness, clinic, { phone: phone(`554793333000${n}`) }));
      const at = harness.now();
      const moments = [at, at, new Date(at.getTime() - 5), at];
      const begun = [];
      for (const [n, each] of parties.entries()) begun.push((await erase(each, moments[n])).done!.erasure);
      const { erasures } = harness.stores;
      const listed = [];
      for (let page = await erasures.unfinished(1, soon()); page.length > 0;) {
        listed.push(...page);
        page = await erasures.unfinished(1, soon(), page.at(-1));
      }
      const wanted = [begun[2]!, ...[begun[0]!, begun[1]!, begun[3]!].sort((a, b) => (a.id < b.id ? -1 : 1))];
      expect(listed.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
    });

    it('are unfinished until they have a certificate, and the first one counts', async () => {
      const { done } = await erase();
      const { erasures } = harness.stores;
      const { clinicId, id } = done!.erasure;
      await erasures.countParked(clinicId, id, 2);
      await erasures.countParked(clinicId, id, 1);
      expect((await erasures.unfinished(10, soon())).map((each) => each.id)).toEqual([id]);
      expect(await erasures.unfinished(10, done!.erasure.erasedAt)).toEqual([]);
      expect(await erasures.finish(clinicId, id, 'first')).toBe('first');
      expect(await erasures.finish(clinicId, id, 'second')).toBe('first');
      expect(await erasures.unfinished(10, soon())).toEqual([]);
      expect(await erasures.get(clinicId, id)).toMatchObject({
        state: 'done',
        certificate: 'first',
        counts: { webhook_items: 3 },
      });
      expect(await erasures.get(await harness.addClinic(), id)).toBeUndefined();
    });
  });
