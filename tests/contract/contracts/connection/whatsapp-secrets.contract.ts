import { beforeEach, describe, expect, it } from 'vitest';
import type { NumberSecretChange } from '../../../../src/application/ports/whatsapp/whatsapp-secrets.ts';
import { sealedToken } from '../../../../src/application/ports/connection/token-cipher.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../../../src/domain/messaging/people/phone-number.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

const digits = '5511955501234' as PhoneDigits;
const own = (name: string, previousUntil?: Date): NumberSecretChange => ({
  to: 'own',
  sealed: sealedToken(`sealed-${name}`),
  fingerprint: `print-${name}`,
  ...(previousUntil && { previousUntil }),
});

export const whatsAppSecretsContract = (make: MakeHarness) =>
  describe('secrets of numbers', () => {
    let harness: Harness;
    let clinicId: ClinicId;
    let now: Date;
    beforeEach(async () => {
      harness = await make();
      now = harness.now();
      clinicId = await harness.addClinic();
      await harness.addNumber(clinicId, { whatsappNumber: digits, phoneNumberId: '1' });
    });
    const store = () => harness.stores.whatsAppSecrets;
    const change = (to: NumberSecretChange, kind: 'app-secret' | 'access-token' = 'app-secret') =>
      store().change({ clinicId, whatsappNumber: digits, kind }, to, 'user:ana', now);
    // others may share the database
    const known = async () =>
      (await store().snapshot())?.secrets.filter((secret) => secret.clinicId === clinicId);

    it('of a number that is not the clinic’s are not kept', async () => {
      const other = await harness.addClinic();
      const place = { clinicId: other, whatsappNumber: digits, kind: 'app-secret' } as const;
      await store().change(place, own('a'), 'user:eve', now);
      expect(await store().list(other, digits)).toEqual([]);
    });

    it('are shown without themselves', async () => {
      await change(own('a'));
      expect(await store().list(clinicId, digits)).toEqual([
        {
          ...{ kind: 'app-secret', state: 'own', fingerprint: 'print-a' },
          ...{ changedAt: now, changedBy: 'user:ana' },
        },
      ]);
    });

    it('keep the former one until the time that was asked for, and only then', async () => {
      const until = new Date(harness.now().getTime() + 60_000);
      await change(own('a', until));
      expect((await known())?.[0]).not.toHaveProperty('previous');
      await change(own('b', until));
      expect(await known()).toMatchObject([{ sealed: 'sealed-b', previous: { sealed: 'sealed-a', until } }]);
      await change(own('c'));
      expect((await known())?.[0]).not.toHaveProperty('previous');
    });

    it('that are set twice keep the one before them', async () => {
      const until = new Date(harness.now().getTime() + 60_000);
      await change(own('a'));
      await change(own('b', until));
      await change(own('b', until));
      expect(await known()).toMatchObject([{ previous: { sealed: 'sealed-a' } }]);
    });

    it('that are set again without their leaked former one lose it', async () => {
      const until = new Date(harness.now().getTime() + 60_000);
      await change(own('a'));
      await change(own('b', until));
      await change(own('b', new Date(until.getTime() + 60_000)));
      expect(await known()).toMatchObject([{ previous: { sealed: 'sealed-a', until } }]);
      await change(own('b'));
      expect((await known())?.[0]).not.toHaveProperty('previous');
    });

    it.each(['revoked', 'installation'] as const)(
      'that become %s are gone, their former one, too',
      async (to) => {
        await change(own('a'));
        await change(own('b', new Date(harness.now().getTime() + 60_000)));
        await change({ to });
        expect(await known()).toEqual([{ clinicId, whatsappNumber: digits, kind: 'app-secret', state: to }]);
        const rows = (await harness.readEverything()).filter((row) => row.includes(clinicId));
        expect(rows.join(' ')).not.toContain('sealed-');
      },
    );

    it('that become the installation’s keep the former one until the time that was asked for', async () => {
      const until = new Date(harness.now().getTime() + 60_000);
      await change(own('a', until));
      await change(own('b', until));
      await change({ to: 'installation', previousUntil: until });
      const kept = { state: 'installation', previous: { sealed: 'sealed-b', until } };
      expect(await known()).toMatchObject([kept]);
      expect((await known())?.[0]).not.toHaveProperty('sealed');
      expect(await store().list(clinicId, digits)).toMatchObject([{ previousUntil: until }]);
      await change({ to: 'installation', previousUntil: new Date(until.getTime() + 60_000) });
      expect(await known()).toMatchObject([kept]);
    });

    it.each(['revoked', 'installation'] as const)(
      'that become %s on purpose lose the former one that the installation’s had kept',
      async (to) => {
        const until = new Date(harness.now().getTime() + 60_000);
        await change(own('a'));
        await change({ to: 'installation', previousUntil: until });
        await change({ to });
        await change({ to: 'installation', previousUntil: until });
        expect((await known())?.[0]).not.toHaveProperty('previous');
        const rows = (await harness.readEverything()).filter((row) => row.includes(clinicId));
        expect(rows.join(' ')).not.toContain('sealed-');
      },
    );

    it('are read again only when something has changed, whatever it was', async () => {
      const seen = new Set<string>();
      for (const to of [
        own('a'),
        own('b'),
        { to: 'revoked' } as const,
        own('a'),
        { to: 'installation' } as const,
      ]) {
        await change(to);
        const snapshot = await store().snapshot();
        expect(await store().snapshot(snapshot?.revision)).toBeUndefined();
        seen.add(snapshot?.revision ?? '');
      }
      expect(seen.size).toBe(5);
    });

    it('are sealed again with another key, the former one, too', async () => {
      const { sealedTokens } = harness.stores;
      await change(own('a'));
      await change(own('b', new Date(harness.now().getTime() + 60_000)));
      const page = (await sealedTokens.page(1_000)).filter((secret) => secret.clinicId === clinicId);
      expect(page.map(({ purpose, sealed }) => [purpose, sealed]).sort()).toEqual([
        ['whatsapp-app-secret', 'sealed-a'],
        ['whatsapp-app-secret', 'sealed-b'],
      ]);
      const rest = await sealedTokens.page(1_000, page[0]);
      expect(rest.filter((secret) => secret.clinicId === clinicId)).toEqual([page[1]]);
      for (const secret of page)
        expect(await sealedTokens.replace(secret, sealedToken(`new-${secret.sealed}`))).toBe(true);
      for (const secret of page) expect(await sealedTokens.replace(secret, sealedToken('x'))).toBe(false);
      expect(await known()).toMatchObject([{ sealed: 'new-sealed-b', previous: { sealed: 'new-sealed-a' } }]);
    });
  });
