import { beforeEach, describe, expect, it } from 'vitest';
import { NumberTaken } from '../../../../src/domain/clinic/number-errors.ts';
import { clinicId, type ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import { phone } from '../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const clinicNumbersContract = (make: MakeHarness) =>
  describe('clinic numbers', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });
    const add = (clinic: ClinicId, digits: string, more: { phoneNumberId?: string; wabaId?: string } = {}) =>
      harness.stores.clinicNumbers.add(
        { clinicId: clinic, whatsappNumber: phone(digits), isActive: true, ...more },
        harness.now(),
      );

    it('receive from the moment they are registered', async () => {
      const clinic = await harness.addClinic();
      const added = await add(clinic, '5547999990000', { phoneNumberId: 'pn-1', wabaId: 'w' });
      expect(added).toMatchObject({ whatsappNumber: '5547999990000', phoneNumberId: 'pn-1', wabaId: 'w' });
      const found = await harness.stores.clinics.numberFor({ phoneNumberId: 'pn-1' });
      expect(found).toEqual({ clinicId: clinic, whatsappNumber: '5547999990000', phoneNumberId: 'pn-1' });
    });

    it('belong to one clinic, in whatever form they are written, even while inactive', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      await add(a, '5547999990000', { phoneNumberId: 'pn-1' });
      await harness.addNumber(a, { whatsappNumber: '5547999995555', active: false });
      for (const again of [
        () => add(b, '5547999990000'),
        () => add(b, '554799990000'),
        () => add(a, '5547999990000', { phoneNumberId: 'pn-1' }),
        () => add(b, '5547999995555'),
      ])
        await expect(again()).rejects.toThrow(new NumberTaken('whatsappNumber'));
      await expect(add(b, '5547999991111', { phoneNumberId: 'pn-1' })).rejects.toThrow(
        new NumberTaken('phoneNumberId'),
      );
    });

    it('go to one of many who want the same line at once', async () => {
      const clinics = [await harness.addClinic(), await harness.addClinic(), await harness.addClinic()];
      const results = await Promise.allSettled(
        clinics.flatMap((clinic) => [add(clinic, '5547988880000'), add(clinic, '554788880000')]),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('are not registered for an unknown clinic', async () => {
      expect(await add(clinicId(harness.ids.next()), '5547999990000')).toBeUndefined();
    });

    it('are listed in order, page by page, of one clinic', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      for (const digits of ['551133334444', '5547999990000', '1555123456']) await add(a, digits);
      await add(b, '551122223333');
      const list = async (limit: number, after?: string) =>
        (await harness.stores.clinicNumbers.list(a, limit, after)).map(
          ({ whatsappNumber }) => whatsappNumber,
        );
      expect(await list(2)).toEqual(['1555123456', '551133334444']);
      expect(await list(2, '551133334444')).toEqual(['5547999990000']);
    });

    describe('that are changed', () => {
      const digits = phone('5547999990000');
      const change = (
        clinic: ClinicId,
        expected: number,
        changes: Parameters<Harness['stores']['clinicNumbers']['change']>[3],
      ) => harness.stores.clinicNumbers.change(clinic, digits, expected, changes);

      it('keep what is not given, and neither receive nor lose their place when they are put to rest', async () => {
        const clinic = await harness.addClinic();
        await add(clinic, digits, { phoneNumberId: 'pn-1', wabaId: 'w' });
        const rested = await change(clinic, 1, { isActive: false });
        expect(rested).toMatchObject({ isActive: false, phoneNumberId: 'pn-1', wabaId: 'w', version: 2 });
        expect(await harness.stores.clinicNumbers.get(clinic, digits)).toEqual(rested);
        expect(await harness.stores.clinics.numberFor({ phoneNumberId: 'pn-1' })).toMatchObject({
          isActive: false,
        });
        await expect(add(await harness.addClinic(), digits)).rejects.toBeInstanceOf(NumberTaken);
        expect(await change(clinic, 2, { isActive: true, wabaId: null })).toMatchObject({
          isActive: true,
          version: 3,
        });
        expect((await harness.stores.clinicNumbers.get(clinic, digits))?.wabaId).toBeUndefined();
      });

      it('cannot take an id that another number has', async () => {
        const [a, b] = [await harness.addClinic(), await harness.addClinic()];
        await add(a, digits);
        await add(b, '551133334444', { phoneNumberId: 'pn-b' });
        await expect(change(a, 1, { phoneNumberId: 'pn-b' })).rejects.toThrow(
          new NumberTaken('phoneNumberId'),
        );
        expect(await change(a, 1, { phoneNumberId: 'pn-a' })).toMatchObject({
          phoneNumberId: 'pn-a',
          version: 2,
        });
        expect(await change(a, 2, { phoneNumberId: 'pn-a' })).toMatchObject({ version: 2 });
        expect(await change(a, 2, { phoneNumberId: null })).not.toHaveProperty('phoneNumberId');
      });

      it('are refused over another version, also when a webhook has told their id since', async () => {
        const clinic = await harness.addClinic();
        await add(clinic, digits);
        await harness.stores.clinics.numberFor({ displayNumber: digits, phoneNumberId: 'pn-learned' });
        expect(await change(clinic, 1, { isActive: false })).toBe('stale');
        expect(await change(clinic, 2, { isActive: false })).toMatchObject({ phoneNumberId: 'pn-learned' });
      });

      it('are those of the clinic and of no other', async () => {
        const [a, b] = [await harness.addClinic(), await harness.addClinic()];
        await add(a, digits);
        expect(await change(b, 1, { isActive: false })).toBeUndefined();
        expect(await harness.stores.clinicNumbers.get(b, digits)).toBeUndefined();
        expect(await harness.stores.clinicNumbers.get(a, digits)).toMatchObject({
          isActive: true,
          version: 1,
        });
      });
    });
  });
