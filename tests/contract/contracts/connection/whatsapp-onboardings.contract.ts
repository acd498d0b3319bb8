import { beforeEach, describe, expect, it } from 'vitest';
import { sealedToken } from '../../../../src/application/ports/connection/token-cipher.ts';
import type {
  ClaimedOnboarding,
  NewOnboarding,
} from '../../../../src/application/ports/whatsapp/whatsapp-onboardings.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../../../src/domain/messaging/people/phone-number.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

const minute = 60_000;

export const whatsAppOnboardingsContract = (make: MakeHarness) =>
  describe('onboardings of numbers', () => {
    let harness: Harness;
    let clinicId: ClinicId;
    beforeEach(async () => {
      harness = await make();
      clinicId = await harness.addClinic();
    });
    const store = () => harness.stores.whatsAppOnboardings;
    const sealed = {
      token: sealedToken('sealed-token'),
      appSecret: sealedToken('sealed-secret'),
      pin: sealedToken('sealed-pin'),
    };
    const begin = async (more: Partial<NewOnboarding> = {}): Promise<ClaimedOnboarding> => {
      const id = harness.ids.next();
      const begun = { id, clinicId, flow: 'token', startedBy: 'user:ana', sealed } as const;
      const claimed = await store().begin({ ...begun, wabaId: '8', phoneNumberId: '9', ...more }, minute);
      return claimed!;
    };
    /** What lies there of one, as text. */
    const restingOf = async (id: string) =>
      (await harness.readEverything()).filter((row) => row.includes(id)).join('\n');
    const claim = async () =>
      (await store().claim(100, minute)).filter((claimed) => claimed.clinicId === clinicId);

    it('are worked on by who began them, and by nobody else meanwhile', async () => {
      const begun = await begin();
      expect(begun).toMatchObject({ state: 'running', attempts: 1, sealed, wabaId: '8', phoneNumberId: '9' });
      expect(await claim()).toEqual([]);
    });

    it('go on after a crash where they were, and whoever comes too late changes nothing', async () => {
      const begun = await begin();
      const learned = { whatsappNumber: '551133330000' as PhoneDigits, isCoexistence: false };
      expect(await store().note(begun, { step: 'checked', ...learned })).toBe(true);
      await harness.passTime(2 * minute);
      const [again] = await claim();
      expect(again).toMatchObject({ id: begun.id, steps: ['checked'], attempts: 2, sealed, ...learned });
      expect(await store().note(begun, { step: 'stored' })).toBe(false);
      expect(await store().settle(begun, { to: 'done' })).toBe(false);
      expect(await store().note(again!, { step: 'stored' })).toBe(true);
      expect(await store().note(again!, { step: 'stored' })).toBe(true);
      expect((await store().get(clinicId, begun.id))?.steps).toEqual(['checked', 'stored']);
    });

    it('wait as long as they were told to', async () => {
      const begun = await begin();
      expect(await store().settle(begun, { to: 'again', afterMs: 5 * minute })).toBe(true);
      expect(await claim()).toEqual([]);
      await harness.passTime(6 * minute);
      expect(await claim()).toHaveLength(1);
    });

    it('forget token and app secret with their end, and keep the PIN', async () => {
      const begun = await begin();
      expect(await store().settle(begun, { to: 'done' })).toBe(true);
      expect(await restingOf(begun.id)).not.toMatch(/sealed-(token|secret)/);
      expect(await store().pinOf(clinicId, '9')).toBe('sealed-pin');
      expect(await store().get(clinicId, begun.id)).toMatchObject({
        ...{ state: 'done', endedAt: expect.any(Date) as Date },
      });
      expect(await claim()).toEqual([]);
    });

    it('do not remember a PIN that Meta refused, nor another clinic’s', async () => {
      const begun = await begin();
      await store().settle(begun, { to: 'refused', problem: 'pin-wrong', detail: '133005' });
      expect(await store().pinOf(clinicId, '9')).toBeUndefined();
      expect(await store().get(clinicId, begun.id)).toMatchObject({
        ...{ state: 'refused', problem: 'pin-wrong', problemDetail: '133005' },
      });
      await begin();
      expect(await store().pinOf(await harness.addClinic(), '9')).toBeUndefined();
    });

    it('make room for a newer one of the same number', async () => {
      const first = await begin();
      const second = await begin();
      expect(await store().note(first, { step: 'checked' })).toBe(false);
      expect(await store().get(clinicId, first.id)).toMatchObject({ state: 'refused', problem: 'replaced' });
      expect((await store().list(clinicId, 10)).map(({ id }) => id)).toEqual([second.id, first.id]);
    });

    it('wait for a choice among the numbers of the account, which is made once', async () => {
      const id = harness.ids.next();
      const choices = ['1', '2'].map((phoneNumberId) => ({ wabaId: '8', phoneNumberId, displayNumber: '5' }));
      const begun = { id, clinicId, flow: 'signup', startedBy: 'user:ana', sealed, choices } as const;
      expect(await store().begin(begun, minute)).toBeUndefined();
      expect(await claim()).toEqual([]);
      expect(await store().choose(clinicId, id, '3', minute)).toBeUndefined();
      expect(await store().choose(await harness.addClinic(), id, '2', minute)).toBeUndefined();
      expect(await store().choose(clinicId, id, '2', minute)).toMatchObject({
        ...{ state: 'running', wabaId: '8', phoneNumberId: '2', attempts: 1, sealed },
      });
      expect(await store().choose(clinicId, id, '2', minute)).toBeUndefined();
    });

    it('that nobody chooses from are ended, with their token', async () => {
      const id = harness.ids.next();
      const begun = { id, clinicId, flow: 'signup', startedBy: 'user:ana', sealed, choices: [] } as const;
      await store().begin(begun, minute);
      await store().endUnchosen(new Date(harness.now().getTime() - minute));
      expect((await store().get(clinicId, id))?.state).toBe('choosing');
      await store().endUnchosen(new Date(harness.now().getTime() + minute));
      expect(await store().get(clinicId, id)).toMatchObject({ state: 'refused', problem: 'not-chosen' });
      expect(await restingOf(id)).not.toContain('sealed-token');
    });
  });
