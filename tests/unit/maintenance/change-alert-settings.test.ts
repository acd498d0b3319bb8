import { expect, it } from 'vitest';
import { memoryTokenCipher } from '../../../src/adapters/memory/connection/token-cipher.ts';
import { memoryDatabase } from '../../../src/adapters/memory/database.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { memorySecrets } from '../../../src/adapters/memory/system/secrets.ts';
import {
  makeChangeAlertSettings,
  makeReplaceAlertSecret,
} from '../../../src/application/alerting/change-alert-settings.ts';
import { addMemoryClinic } from '../../support/worlds/memory-clinics.ts';

const webhookUrl = 'https://example.com/hook';
const accepts = () => true;

/** `meanwhile` runs once, while the next change seals its secret. */
function settings() {
  const clock = memoryClock();
  const db = memoryDatabase(clock);
  const stores = memoryStores(db);
  const cipher = memoryTokenCipher('k1');
  let meanwhile: (() => Promise<unknown>) | undefined;
  const needs = {
    ...{ ...stores, clock, secrets: memorySecrets() },
    alertChannels: { webhook: { accepts }, email: { accepts } },
    tokenCipher: {
      seal: async (...given: Parameters<typeof cipher.seal>) => {
        const first = meanwhile;
        meanwhile = undefined;
        await first?.();
        return cipher.seal(...given);
      },
    },
  };
  const clinicId = addMemoryClinic(db);
  return {
    clinicId,
    change: makeChangeAlertSettings(needs),
    replaceSecret: makeReplaceAlertSecret(needs),
    during: (work: () => Promise<unknown>) => {
      meanwhile = work;
    },
    secret: async () => {
      const [webhook] = await stores.alertDestinations.list(clinicId);
      if (webhook?.sealedSecret === undefined) throw new Error('No secret');
      const place = { clinicId, purpose: 'alert-webhook-secret' } as const;
      const opened = await cipher.open(webhook.sealedSecret, place);
      return 'opened' in opened ? opened.opened : undefined;
    },
  };
}

it('a mailbox that is added while a secret is replaced stays, and the new secret signs', async () => {
  const { clinicId, change, replaceSecret, during, secret } = settings();
  await change({ clinicId, webhookUrl, emails: [] });
  during(() => change({ clinicId, webhookUrl, emails: ['dona@example.com'] }));
  const { destinations, webhookSecret } = await replaceSecret(clinicId);
  expect(destinations.map(({ address }) => address)).toEqual([webhookUrl, 'dona@example.com']);
  expect(await secret()).toBe(webhookSecret);
});

it('of two that name the same new webhook at once one is shown the secret that signs', async () => {
  const { clinicId, change, during, secret } = settings();
  const shown: (string | undefined)[] = [];
  const name = async () => shown.push((await change({ clinicId, webhookUrl, emails: [] })).webhookSecret);
  during(name);
  await name();
  expect(shown.filter((value) => value !== undefined)).toEqual([await secret()]);
});
