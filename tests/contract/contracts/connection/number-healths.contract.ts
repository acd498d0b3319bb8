import { beforeEach, describe, expect, it } from 'vitest';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../../../src/domain/messaging/people/phone-number.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

const minute = 60_000;
const hour = 60 * minute;
const whatsappNumber = '5511955509876' as PhoneDigits;

export const numberHealthsContract = (make: MakeHarness) =>
  describe('the health of numbers', () => {
    let harness: Harness;
    let clinicId: ClinicId;
    beforeEach(async () => {
      harness = await make();
      clinicId = await harness.addClinic();
    });
    const store = () => harness.stores.numberHealths;
    const add = async (more: object = {}) => {
      await harness.addNumber(clinicId, { whatsappNumber, phoneNumberId: `9${Date.now()}`, ...more });
      await harness.passTime(2 * minute);
    };
    const claim = async () =>
      (await store().claim(1_000, minute)).filter((number) => number.clinicId === clinicId);
    const take = async () => {
      const [held] = await claim();
      if (held === undefined) throw new Error('nothing was due');
      return held;
    };
    const place = () => ({ clinicId, whatsappNumber });
    const health = { quality: 'GREEN', tokenEndsAt: new Date('2027-01-31T12:00:00Z') };

    it('is asked by one at a time, and again when nobody brought an answer', async () => {
      await add({ wabaId: '8' });
      expect(await claim()).toMatchObject([{ ...place(), wabaId: '8' }]);
      expect(await claim()).toEqual([]);
      await harness.passTime(2 * minute);
      expect(await claim()).toHaveLength(1);
      expect(await store().list(clinicId)).toEqual([]);
    });

    it('is kept until the next reading, which knows it', async () => {
      await add();
      const held = await take();
      await store().save(held, { health, issues: [] }, 24 * hour);
      expect(await store().list(clinicId)).toMatchObject([{ ...place(), health }]);
      await harness.passTime(23 * hour);
      expect(await claim()).toEqual([]);
      await harness.passTime(2 * hour);
      expect(await claim()).toMatchObject([{ before: health }]);
    });

    it('outlives a reading that failed, and the failure ends with the next one', async () => {
      await add();
      const held = await take();
      await store().save(held, { health, issues: [] }, hour);
      await store().save(held, { failure: '190', issues: ['token-dead'] }, hour);
      expect(await store().list(clinicId)).toMatchObject([
        { health, failure: '190', issues: ['token-dead'] },
      ]);
      await store().save(held, { health: { quality: 'RED' }, issues: ['quality-low'] }, hour);
      const [read] = await store().list(clinicId);
      expect(read).not.toHaveProperty('failure');
      expect(read).toMatchObject({ health: { quality: 'RED' }, issues: ['quality-low'] });
      await harness.passTime(2 * hour);
      expect(await claim()).toMatchObject([{ issues: ['quality-low'] }]);
    });

    it('is asked for a minute after the number came in, or at once where somebody wants it', async () => {
      await harness.addNumber(clinicId, { whatsappNumber, phoneNumberId: `9${Date.now()}` });
      expect(await claim()).toEqual([]);
      await store().readSoon(clinicId);
      expect(await claim()).toMatchObject([place()]);
    });

    it('is asked for again soon where somebody wants it', async () => {
      await add();
      const held = await take();
      await store().save(held, { health, issues: [] }, 24 * hour);
      await store().readSoon(clinicId, whatsappNumber);
      expect(await claim()).toHaveLength(1);
    });

    it('is asked for again soon where somebody wants it while a reading is under way', async () => {
      await add();
      const held = await take();
      await store().readSoon(clinicId, whatsappNumber);
      await store().save(held, { failure: '190', issues: [] }, 24 * hour);
      expect(await store().list(clinicId)).toMatchObject([{ failure: '190' }]);
      expect(await claim()).toHaveLength(1);
    });

    it('is left to whoever asks now when an answer comes late', async () => {
      await add();
      const late = await take();
      await harness.passTime(2 * minute);
      const held = await take();
      await store().save(late, { health, issues: [] }, 24 * hour);
      expect(await claim()).toEqual([]);
      await store().save(held, { health, issues: [] }, 24 * hour);
      await harness.passTime(23 * hour);
      expect(await claim()).toEqual([]);
    });

    it('is asked of numbers in service that Meta has named, and of no others', async () => {
      await harness.addNumber(clinicId, { whatsappNumber: '551133334444' });
      await add({ active: false });
      expect(await claim()).toEqual([]);
    });

    it('of another clinic is neither shown nor changed', async () => {
      await add();
      const other = { ...(await take()), clinicId: await harness.addClinic() };
      await store().save(other, { health, issues: [] }, hour);
      await store().readSoon(other.clinicId, whatsappNumber);
      expect(await claim()).toEqual([]);
      expect(await store().list(other.clinicId)).toEqual([]);
    });

    it('is summed up over all clinics: those in trouble, and how many are well', async () => {
      await add();
      const held = await take();
      await store().save(held, { health, issues: [] }, hour);
      const before = await store().overview(10);
      expect(before.troubled).toEqual([]);
      await store().save(held, { health, issues: ['name-declined'] }, hour);
      const after = await store().overview(10);
      expect(after.troubled).toMatchObject([{ ...place(), issues: ['name-declined'] }]);
      expect(after.healthy).toBe(before.healthy - 1);
      await harness.deactivate(clinicId);
      expect((await store().overview(10)).troubled).toEqual([]);
    });
  });
