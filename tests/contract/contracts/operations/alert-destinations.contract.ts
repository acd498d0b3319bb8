import { beforeEach, describe, expect, it } from 'vitest';
import type { WantedDestination } from '../../../../src/application/ports/alerting/alert-destinations.ts';
import { sealedToken } from '../../../../src/application/ports/connection/token-cipher.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

const hook: WantedDestination = {
  channel: 'webhook',
  address: 'https://example.com/hook',
  sealedSecret: sealedToken('sealed-1'),
};
const mail = (address: string): WantedDestination => ({ channel: 'email', address });

export const alertDestinationsContract = (make: MakeHarness) =>
  describe('destinations of alerts', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });

    it('are a clinic’s own, webhooks first', async () => {
      const { alertDestinations } = harness.stores;
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      const quiet = { from: 1_320, to: 420 };
      await alertDestinations.replace(
        a,
        [mail('b@x.example'), mail('a@x.example'), { ...hook, quiet }],
        harness.now(),
      );
      expect(await alertDestinations.list(a)).toEqual([
        { id: expect.any(String) as string, ...hook, quiet },
        { id: expect.any(String) as string, ...mail('a@x.example') },
        { id: expect.any(String) as string, ...mail('b@x.example') },
      ]);
      expect(await alertDestinations.list(b)).toEqual([]);
    });

    it('keep id, secret and last result as long as they are wanted, and say who is gone', async () => {
      const { alertDestinations } = harness.stores;
      const clinicId = await harness.addClinic();
      await alertDestinations.replace(clinicId, [hook, mail('a@x.example')], harness.now());
      const [first, second] = await alertDestinations.list(clinicId);
      const last = { event: 'test', at: harness.now(), code: 'http-500' } as const;
      await alertDestinations.noteAttempt(clinicId, first!.id, last);
      const sameHook: WantedDestination = { channel: 'webhook', address: hook.address };
      const { gone } = await alertDestinations.replace(
        clinicId,
        [sameHook, mail('c@x.example')],
        harness.now(),
      );
      expect(gone).toEqual([second!.id]);
      const [kept] = await alertDestinations.list(clinicId);
      expect(kept).toEqual({ ...first, last });
      await alertDestinations.replace(
        clinicId,
        [{ ...hook, sealedSecret: sealedToken('sealed-2') }],
        harness.now(),
      );
      expect(await alertDestinations.list(clinicId)).toEqual([{ ...first, sealedSecret: 'sealed-2', last }]);
    });

    it('take a new secret when they are new, and another one only where it is replaced', async () => {
      const { alertDestinations } = harness.stores;
      const [clinicId, other] = [await harness.addClinic(), await harness.addClinic()];
      const set = (secret: string, address = hook.address) =>
        alertDestinations.replace(
          clinicId,
          [{ channel: 'webhook', address, newSecret: sealedToken(secret) }, mail('a@x.example')],
          harness.now(),
        );
      const secrets = async (of = clinicId) =>
        (await alertDestinations.list(of)).map(({ sealedSecret }) => sealedSecret);
      expect(await alertDestinations.replaceSecret(clinicId, sealedToken('none'))).toBe(false);
      const [first, second] = await Promise.all([set('1'), set('2')]);
      expect([first.tookSecret, second.tookSecret].toSorted()).toEqual([false, true]);
      expect(await secrets()).toEqual([first.tookSecret ? '1' : '2', undefined]);
      expect(await alertDestinations.replaceSecret(clinicId, sealedToken('3'))).toBe(true);
      expect(await secrets()).toEqual(['3', undefined]);
      expect(await set('4')).toEqual({ gone: [], tookSecret: false });
      expect(await secrets()).toEqual(['3', undefined]);
      expect(await set('5', 'https://example.com/elsewhere')).toMatchObject({ tookSecret: true });
      expect(await secrets()).toEqual(['5', undefined]);
      expect(await secrets(other)).toEqual([]);
    });

    it('of the installation are no clinic’s', async () => {
      const { alertDestinations } = harness.stores;
      const clinicId = await harness.addClinic();
      await alertDestinations.replace(clinicId, [mail('a@x.example')], harness.now());
      const set = (...wanted: WantedDestination[]) =>
        alertDestinations.replaceInstallations(wanted, 'America/Sao_Paulo', harness.now());
      expect(await set(mail('ops@x.example'))).toMatchObject({ gone: [] });
      expect(await set(mail('ops@x.example'))).toMatchObject({ gone: [] });
      expect((await set()).gone).toHaveLength(1);
      expect(await alertDestinations.list(clinicId)).toHaveLength(1);
    });

    it('are replaced by several at once without leaving more than one of them wanted', async () => {
      const { alertDestinations } = harness.stores;
      const clinicId = await harness.addClinic();
      await Promise.all(
        ['1', '2', '3', '4'].map((n) =>
          alertDestinations.replace(clinicId, [mail(`${n}@x.example`)], harness.now()),
        ),
      );
      expect(await alertDestinations.list(clinicId)).toHaveLength(1);
    });
  });
