import { beforeEach, describe, expect, it } from 'vitest';
import { NumberTaken } from '../../src/domain/clinic/clinic-errors.ts';
import { clinicId, type ClinicId } from '../../src/domain/clinic/clinic.ts';
import { phone } from '../support/a-received-message.ts';
import type { Harness, MakeHarness } from './harness.ts';

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
  });
