import { notStopped } from '../../../../src/domain/messaging/sending/send-stop.ts';
import { expect, it } from 'vitest';
import { memoryTokenCipher } from '../../../../src/adapters/memory/connection/token-cipher.ts';
import { memoryDatabase } from '../../../../src/adapters/memory/database.ts';
import { memoryStores } from '../../../../src/adapters/memory/stores.ts';
import { memoryClock } from '../../../../src/adapters/memory/system/clock.ts';
import { freshMs, makeNumberCredentials } from '../../../../src/application/whatsapp/number-credentials.ts';
import { clinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../../../src/domain/messaging/people/phone-number.ts';

const place = { clinicId: clinicId('a'), whatsappNumber: '5511955501234' as PhoneDigits };

function world() {
  const clock = memoryClock();
  const db = memoryDatabase(clock);
  db.numbers.push({
    number: place,
    wabaId: undefined,
    active: true,
    version: 1,
    createdAt: clock.now(),
    sends: notStopped,
  });
  const { whatsAppSecrets } = memoryStores(db);
  const tokenCipher = memoryTokenCipher('k1');
  let questions = 0;
  const counted = {
    snapshot: (known?: string) => {
      questions += 1;
      return whatsAppSecrets.snapshot(known);
    },
  };
  const credentials = makeNumberCredentials({ whatsAppSecrets: counted, tokenCipher, clock });
  const set = async (token: string) => {
    const purpose = 'whatsapp-access-token';
    const sealed = await tokenCipher.seal(token, { clinicId: place.clinicId, purpose });
    const change = { to: 'own', sealed, fingerprint: token } as const;
    await whatsAppSecrets.change({ ...place, kind: 'access-token' }, change, 'x', clock.now());
  };
  const revoke = () =>
    whatsAppSecrets.change({ ...place, kind: 'access-token' }, { to: 'revoked' }, 'x', clock.now());
  return { clock, credentials, set, revoke, questions: () => questions };
}

it('uses what the installation has where nothing was ever set', async () => {
  expect(await world().credentials.accessOf(place)).toBe('installation');
});

it('notices a change within seconds, and asks once in that time for all numbers', async () => {
  const { clock, credentials, set, questions } = world();
  await set('first');
  expect(await credentials.accessOf(place)).toEqual({ token: 'first' });
  await set('second');
  for (let call = 0; call < 10; call += 1) await credentials.accessOf(place);
  expect(questions()).toBe(1);
  clock.advance(freshMs);
  expect(await credentials.accessOf(place)).toEqual({ token: 'second' });
});

it('gives what is stored now to whoever was just refused', async () => {
  const { credentials, set } = world();
  await set('first');
  await credentials.accessOf(place);
  await set('second');
  expect(await credentials.accessOf(place, true)).toEqual({ token: 'second' });
});

it('has no token after a revocation, until one is set, which counts at once', async () => {
  const { credentials, set, revoke } = world();
  await set('first');
  await revoke();
  expect(await credentials.accessOf(place)).toEqual({ missing: 'revoked' });
  await set('second');
  expect(await credentials.accessOf(place)).toEqual({ token: 'second' });
});
