import { beforeEach, describe, expect, it } from 'vitest';
import type { TemplateUse } from '../../../../src/domain/templates/purpose.ts';
import type { Template } from '../../../../src/domain/templates/template.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../../../src/domain/messaging/people/phone-number.ts';
import { aTemplate } from '../../../support/builders/a-template.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

const digits = '5511977770000';
const whatsappNumber = digits as PhoneDigits;
const reminder: TemplateUse = {
  purpose: 'reminder',
  name: 'lembrete',
  language: 'pt_BR',
  variables: { data: 'date', hora: 'time' },
  buttons: ['attend'],
};

export const templatesContract = (make: MakeHarness) =>
  describe('the templates of a clinic', () => {
    let harness: Harness;
    let clinicId: ClinicId;
    const templates = () => harness.stores.templates;
    const account = () => ({ clinicId, wabaId: 'waba-1' });
    const names = async () =>
      (await templates().list(clinicId)).map(({ name, status }) => `${name} ${status}`);
    beforeEach(async () => {
      harness = await make();
      clinicId = await harness.addClinic();
      await harness.addNumber(clinicId, { whatsappNumber: digits, phoneNumberId: 'pn', wabaId: 'waba-1' });
    });

    it('are a copy of what Meta lists; what it lists no more is deleted', async () => {
      const listed: readonly Template[] = [
        aTemplate({ name: 'b' }),
        aTemplate({ name: 'a', quality: 'GREEN' }),
      ];
      await templates().mirror(account(), listed);
      expect(await templates().list(clinicId)).toEqual([listed[1], listed[0]]);
      await templates().mirror(account(), [aTemplate({ name: 'a', status: 'PAUSED' })]);
      expect(await names()).toEqual(['a PAUSED', 'b DELETED']);
      await templates().mirror(account(), []);
      expect(await names()).toEqual(['a DELETED', 'b DELETED']);
    });

    it('learn what Meta tells of one of them, once, and nothing of a stranger', async () => {
      await templates().mirror(account(), [aTemplate({ name: 'a' })]);
      const event = { name: 'a', language: 'pt_BR', category: 'MARKETING' };
      expect(await templates().learn(account(), event)).toBe(true);
      expect(await templates().learn(account(), event)).toBe(false);
      expect(await templates().learn(account(), { ...event, name: 'z' })).toBe(false);
      expect(await templates().learn({ ...account(), wabaId: 'waba-2' }, event)).toBe(false);
      expect((await templates().list(clinicId))[0]).toMatchObject({
        category: 'MARKETING',
        status: 'APPROVED',
      });
    });

    it('say why they were rejected until Meta has decided anew', async () => {
      await templates().mirror(account(), [aTemplate({ name: 'a' })]);
      const named = { name: 'a', language: 'pt_BR' };
      const reason = 'PROMOTIONAL';
      await templates().learn(account(), { ...named, status: 'REJECTED', reason });
      await templates().learn(account(), { ...named, quality: 'RED' });
      expect(await templates().list(clinicId)).toMatchObject([
        { status: 'REJECTED', quality: 'RED', reason },
      ]);
      expect(await templates().learn(account(), { ...named, status: 'APPROVED' })).toBe(true);
      expect(await templates().learn(account(), { ...named, status: 'APPROVED' })).toBe(false);
      expect((await templates().list(clinicId))[0]).not.toHaveProperty('reason');
    });

    it('stay what they are when an event is about another status than theirs', async () => {
      await templates().mirror(account(), [aTemplate({ name: 'a' })]);
      const named = { name: 'a', language: 'pt_BR' };
      const unlocked = { ...named, status: 'APPROVED', from: 'LOCKED' };
      const rejected = { ...named, status: 'REJECTED', reason: 'PROMOTIONAL' };
      await templates().learn(account(), rejected);
      expect(await templates().learn(account(), unlocked)).toBe(false);
      expect((await templates().list(clinicId))[0]).toMatchObject(rejected);
      await templates().learn(account(), { ...named, status: 'LOCKED' });
      expect(await templates().learn(account(), unlocked)).toBe(true);
      expect(await names()).toEqual(['a APPROVED']);
    });

    it('have one use per purpose, found with the template of the number’s account', async () => {
      await templates().use(clinicId, { ...reminder, name: 'other' });
      await templates().use(clinicId, reminder);
      expect(await templates().uses(clinicId)).toEqual([reminder]);
      expect(await templates().forPurpose(clinicId, whatsappNumber, 'reminder')).toBeUndefined();
      const template = aTemplate({ name: 'lembrete' });
      await templates().mirror(account(), [template]);
      expect(await templates().forPurpose(clinicId, whatsappNumber, 'reminder')).toEqual({
        use: reminder,
        template,
      });
      expect(await templates().forPurpose(clinicId, whatsappNumber, 'moved')).toBeUndefined();
      expect(await templates().endUse(clinicId, 'reminder')).toBe(true);
      expect(await templates().endUse(clinicId, 'reminder')).toBe(false);
      expect(await templates().uses(clinicId)).toEqual([]);
    });

    it('are found by the number that they can be sent from', async () => {
      await harness.addNumber(clinicId, {
        whatsappNumber: '5511977770009',
        phoneNumberId: 'pn-9',
        wabaId: 'waba-9',
      });
      await harness.addNumber(clinicId, { whatsappNumber: '5511977770008', phoneNumberId: 'pn-8' });
      const ofNumber = async (number: string, clinic = clinicId) =>
        (await templates().ofNumber(clinic, number as PhoneDigits)).map(({ name }) => name);
      await templates().mirror(account(), [aTemplate({ name: 'b' }), aTemplate({ name: 'a' })]);
      await templates().mirror({ clinicId, wabaId: 'waba-9' }, [aTemplate({ name: 'c', wabaId: 'waba-9' })]);
      expect(await ofNumber(digits)).toEqual(['a', 'b']);
      expect(await ofNumber('5511977770009')).toEqual(['c']);
      expect(await ofNumber('5511977770008')).toEqual([]);
      expect(await ofNumber(digits, await harness.addClinic())).toEqual([]);
    });

    it('are due to be looked through once a day, by one worker, per account', async () => {
      const idle = await harness.addClinic();
      await harness.addNumber(idle, { whatsappNumber: '5511977770001', phoneNumberId: 'pn-2' });
      const claims = await Promise.all([1, 2, 3].map(() => templates().claimAccounts(10, 86_400_000)));
      expect(claims.flat()).toEqual([account()]);
      expect(await templates().accounts(clinicId)).toEqual(['waba-1']);
      expect(await templates().accounts(idle)).toEqual([]);
    });
  });
