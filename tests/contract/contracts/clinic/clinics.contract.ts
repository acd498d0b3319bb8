import { beforeEach, describe, expect, it } from 'vitest';
import { clinicId } from '../../../../src/domain/clinic/clinic.ts';
import { phone } from '../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const clinicsContract = (make: MakeHarness) =>
  describe('clinics', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });
    const find = (phoneNumberId: string | undefined, digits?: string) =>
      harness.stores.clinics.numberFor({
        ...(phoneNumberId !== undefined && { phoneNumberId }),
        ...(digits !== undefined && { displayNumber: phone(digits) }),
      });

    it('are found by the phone_number_id, whatever number is displayed', async () => {
      const number = await harness.addNumber(await harness.addClinic(), {
        whatsappNumber: '5547999990000',
        phoneNumberId: 'pn-1',
      });
      expect(await find('pn-1')).toEqual(number);
      expect(await find('pn-1', '551133334444')).toEqual(number);
    });

    it('are found by any form of their digits', async () => {
      const number = await harness.addNumber(await harness.addClinic(), { whatsappNumber: '5547999990000' });
      expect(await find(undefined, '5547999990000')).toEqual(number);
      expect(await find(undefined, '554799990000')).toEqual(number);
      expect(await find(undefined, '+55 (47) 99999-0000')).toEqual(number);
      expect(await find(undefined, '5547999990001')).toBeUndefined();
    });

    it('learn the phone_number_id of a number that was registered by its digits only', async () => {
      const number = await harness.addNumber(await harness.addClinic(), { whatsappNumber: '5547999990000' });
      const learned = { ...number, phoneNumberId: 'pn-1' };
      expect(await find('pn-1', '554799990000')).toEqual(learned);
      expect(await find('pn-1')).toEqual(learned);
    });

    it('are not found by digits when the phone_number_id says otherwise', async () => {
      const first = await harness.addNumber(await harness.addClinic(), {
        whatsappNumber: '5547999990000',
        phoneNumberId: 'pn-1',
      });
      await harness.addNumber(await harness.addClinic(), {
        whatsappNumber: '5547999991111',
        phoneNumberId: 'pn-2',
      });
      expect(await find('pn-1', '5547999991111')).toEqual(first);
      expect(await find('pn-3', '5547999991111')).toBeUndefined();
    });

    it('are named, but not in service, while the number or the clinic is inactive', async () => {
      const [open, closed] = [await harness.addClinic(), await harness.addClinic({ active: false })];
      await harness.addNumber(open, {
        whatsappNumber: '5547999990000',
        phoneNumberId: 'pn-1',
        active: false,
      });
      await harness.addNumber(closed, {
        whatsappNumber: '5547999991111',
        phoneNumberId: 'pn-2',
        wabaId: 'waba',
      });
      expect(await find('pn-1', '5547999990000')).toEqual({ clinicId: open, isActive: false });
      expect(await find('pn-2', '5547999991111')).toEqual({ clinicId: closed, isActive: false });
      expect(await harness.stores.clinics.get(closed)).toBeUndefined();
      expect(await harness.stores.clinics.inAccount('waba')).toEqual([]);
    });

    it('show what the clinics screen saved', async () => {
      const contextualization = { servicos: { exames: [{ nome: 'Raio-X', preco: 90.5 }] } };
      const id = await harness.addClinic({ name: 'Sorriso', simulation: true, contextualization });
      expect(await harness.stores.clinics.get(id)).toEqual({
        clinic: { id, name: 'Sorriso', timeZone: 'America/Sao_Paulo', simulation: true },
        contextualization,
        contextVersion: 1,
      });
      expect(await harness.stores.clinics.get(clinicId(harness.ids.next()))).toBeUndefined();
    });

    it('show the document again only when it is another version', async () => {
      const id = await harness.addClinic({ contextualization: { a: 1 } });
      const record = await harness.stores.clinics.get(id);
      const again = await harness.stores.clinics.get(id, record?.contextVersion);
      expect(again).toEqual({ ...record, contextualization: undefined });
      expect(await harness.stores.clinics.get(id, (record?.contextVersion ?? 0) - 1)).toEqual(record);
    });

    it('learn the business account of a number from its webhooks, and keep what was registered', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      await harness.addNumber(a, { whatsappNumber: '5547999990000' });
      await harness.addNumber(b, {
        whatsappNumber: '5547999991111',
        phoneNumberId: 'pn-2',
        wabaId: 'waba-2',
      });
      const { clinics } = harness.stores;
      const displayNumber = phone('5547999990000');
      await clinics.numberFor({ phoneNumberId: 'pn-1', displayNumber, wabaId: 'waba-1' });
      await clinics.numberFor({ phoneNumberId: 'pn-2', wabaId: 'waba-of-another' });
      expect(await clinics.inAccount('waba-1')).toEqual([a]);
      expect(await clinics.inAccount('waba-2')).toEqual([b]);
      expect(await clinics.inAccount('waba-of-another')).toEqual([]);
    });

    it('are named once per business account', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      await harness.addNumber(a, { whatsappNumber: '5547999990000', wabaId: 'waba' });
      await harness.addNumber(a, { whatsappNumber: '5547999991111', wabaId: 'waba' });
      await harness.addNumber(b, { whatsappNumber: '5547999992222', wabaId: 'waba' });
      expect(new Set(await harness.stores.clinics.inAccount('waba'))).toEqual(new Set([a, b]));
      expect(await harness.stores.clinics.inAccount('waba')).toHaveLength(2);
      expect(await harness.stores.clinics.inAccount('other')).toEqual([]);
    });
  });
