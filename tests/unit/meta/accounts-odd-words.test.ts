import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sameToken } from '../../../src/adapters/meta/access-token.ts';
import { metaAccountSetup } from '../../../src/adapters/meta/accounts/account-setup.ts';
import { metaWhatsAppAccounts } from '../../../src/adapters/meta/accounts/whatsapp-accounts.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../../src/domain/messaging/people/phone-number.ts';

// What Meta says of a number is stored as JSON: Postgres refuses some of what JSON itself allows.
let answer = '{}';
const server = createServer((_, response) => response.end(answer));
let setup: ReturnType<typeof metaAccountSetup>;
let accounts: ReturnType<typeof metaWhatsAppAccounts>;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const graphUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const graph = { graphUrl, version: 'v25.0', timeoutMs: 2_000 };
  setup = metaAccountSetup(graph);
  accounts = metaWhatsAppAccounts({
    ...{ ...graph, accessToken: 'EAAx', tokenOf: sameToken('EAAx'), accountTokenOf: sameToken('EAAx') },
    numberCredentials: { accessOf: () => Promise.resolve('installation') },
    accountSetup: setup,
  });
});
afterAll(() => {
  server.close();
});

const number = {
  ...{ clinicId: 'c' as ClinicId, whatsappNumber: '551130000000' as PhoneDigits },
  phoneNumberId: '1',
};
const told = async (said: object) => {
  answer = JSON.stringify(said);
  const read = await accounts.number(number);
  return 'ok' in read ? read.ok : read;
};
const endOf = async (expiresAt: string) => {
  answer = `{"data":{"expires_at":${expiresAt},"data_access_expires_at":0}}`;
  const read = await setup.describeToken('EAAx');
  return 'ok' in read ? read.ok.endsAt?.toISOString() : read;
};

it('leaves out of what Meta says what no database stores, and keeps the rest', async () => {
  expect(await told({ status: 'FLAG\u0000GED', verified_name: '\ud83d', quality_rating: 5 })).toEqual({
    status: 'FLAGGED',
  });
  const description = `${'a'.repeat(299)}😀😀`;
  const { sendProblems } = (await told({
    health_status: { entities: [{ errors: [{ error_description: description }] }] },
  })) as { sendProblems: readonly string[] };
  expect(sendProblems).toEqual([`${'a'.repeat(299)}…`]);
  const { verifiedName } = (await told({ verified_name: 'x'.repeat(500_000) })) as { verifiedName: string };
  expect(verifiedName).toHaveLength(300);
  answer = JSON.stringify({
    data: [{ id: '1', display_phone_number: '+55\u0000 11', verified_name: '\u0000' }],
  });
  expect(await setup.numbersIn('EAAx', '1')).toEqual({
    ok: [{ phoneNumberId: '1', displayNumber: '+55 11' }],
  });
});

it('takes a token whose end is no time as one that never ends', async () => {
  expect(await endOf('1796000000')).toBe('2026-11-30T00:53:20.000Z');
  expect(await endOf('"1796000000"')).toBe('2026-11-30T00:53:20.000Z');
  for (const odd of ['0', '-1', '1e300', '253402300800', '99999999999999', '[]', 'null'])
    expect(await endOf(odd)).toBeUndefined();
});
