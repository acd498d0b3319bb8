import { expect, it } from 'vitest';
import { sameToken } from '../../../src/adapters/meta/access-token.ts';
import { metaAccountSetup } from '../../../src/adapters/meta/accounts/account-setup.ts';
import { metaWhatsAppAccounts } from '../../../src/adapters/meta/accounts/whatsapp-accounts.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../../src/domain/messaging/people/phone-number.ts';
import { endsOf, judgeHealth } from '../../../src/domain/whatsapp/number-health.ts';
import { startGraphStub } from '../../support/vendors/graph-stub.ts';

const clinicId = 'c' as ClinicId;

it('has nothing that a daily look would tell of, as the stub of Meta shows it to tests and benches', async () => {
  const stub = await startGraphStub();
  const graph = { graphUrl: stub.url, version: 'v25.0', timeoutMs: 2_000 };
  const accounts = metaWhatsAppAccounts({
    ...{ ...graph, accessToken: 'EAAx', tokenOf: sameToken('EAAx'), accountTokenOf: sameToken('EAAx') },
    numberCredentials: { accessOf: () => Promise.resolve('installation') },
    accountSetup: metaAccountSetup(graph),
  });
  const number = { clinicId, whatsappNumber: '551130000000' as PhoneDigits, phoneNumberId: '1' };
  const seen = await accounts.number(number);
  const apps = await accounts.subscribedApps({ clinicId, wabaId: '2' });
  const token = await accounts.installationToken();
  stub.close();
  if (!('ok' in seen && 'ok' in apps && 'ok' in token)) throw new Error('Meta did not answer');
  const health = { ...seen.ok, ...endsOf(token.ok), isSubscribed: apps.ok.length > 0 };
  expect(health).toMatchObject({ status: 'CONNECTED', canSend: 'AVAILABLE', isSubscribed: true });
  expect(judgeHealth(health, undefined, new Date()).open).toEqual([]);
});
