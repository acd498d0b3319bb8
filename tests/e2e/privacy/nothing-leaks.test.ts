import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';
import { bySecret, sharedSecret } from '../../support/api/issuer.ts';
import { startClinicWorld, type ClinicWorld } from '../../support/worlds/clinic-world.ts';
import { client, firstKey, googleEnvironment } from '../../support/product/google-product.ts';
import { escapeLikeMeta, sign } from '../../support/builders/meta-webhooks.ts';
import { phoneOfAPatient } from '../../support/product/phone-of-a-patient.ts';
import { privacyEnvironment, secrets, withoutApiLimits } from '../../support/product/product.ts';
import { spellingsOf, writingsOf } from '../../support/builders/spellings.ts';
import { until } from '../../support/until.ts';
import { account, lara, otavio } from '../../support/product/demo-calendars.ts';
import {
  benedito,
  marcelina,
  refusal,
  staffWords,
  wholeScenario,
} from '../../support/product/whole-scenario.ts';
import { nextDays } from '../../support/clinic-days.ts';

// The whole scenario, then an hour in which everything is refused, with every word of it looked for afterwards in all
// that the product says to others than those it is meant for.

/** Whatever looks like one, whoever issued it. */
const tokenShapes = {
  'a token of Google': /\bgoogle_(?:refresh_)?(?=[a-z_-]*[A-Z0-9])[\w-]{20,}/,
  'a JWT, a JWE or a state': /\beyJ[\w-]{10,}\./,
  'an API key': /\batk_[0-9a-f-]{8,}_/,
};
let world: ClinicWorld;
let phone: ReturnType<typeof phoneOfAPatient>;
const strangers: string[] = [];
const scraped: string[] = [];
const told: string[] = [];
const shown: string[] = [];

beforeAll(async () => {
  world = await startClinicWorld({
    port: 26_151,
    environment: {
      ...withoutApiLimits,
      ...privacyEnvironment,
      LOG_LEVEL: 'trace',
      RETRY_BASE_MS: '20',
      RETRY_CALENDAR_BASE_MS: '20',
    },
  });
  phone = phoneOfAPatient(world.meta, marcelina.phone, marcelina.name);
}, 60_000);
afterAll(() => world.close());

const logged = (line: string) => until(`the log line “${line}”`, () => world.product.log().includes(line));
const scrape = async () => scraped.push(await (await fetch(`${world.product.url}/metrics`)).text());
/** Asks past the client, which would not send such things. */
async function ask(path: string, init: RequestInit = {}): Promise<void> {
  const answer = await fetch(`${world.product.url}${path}`, { redirect: 'manual', ...init });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  told.push(await answer.text());
}
/** Whom no fault of another's conversation keeps waiting. */
function somebody() {
  const from = `554799311${1_000 + strangers.length}`;
  strangers.push(from);
  return phoneOfAPatient(world.meta, from, marcelina.name);
}
const everyEvent = () => [lara, otavio].flatMap((calendar) => world.google.events(calendar, true));

test('tokens of the twin have the shape that is looked for (or the next test says nothing)', async () => {
  const { access_token, refresh_token } = await world.google.issueTokens(account, ['openid']);
  for (const token of [access_token, refresh_token]) expect(token).toMatch(tokenShapes['a token of Google']);
  expect(await bySecret({})).toMatch(tokenShapes['a JWT, a JWE or a state']);
});

test('after a full run no log, refusal, metric or event has a token, a secret, a number or a word of a message', async () => {
  world.google.changeSettings({ accessTokenLifetimeS: 4, rotation: 'strict' });
  for (const { run } of wholeScenario(() => world)) {
    await run();
    await scrape();
    shown.push(...(await phone.texts()));
  }
  await logged('google tokens renewed');
  const { clinicId, key } = await everythingIsRefused();
  await scrape();

  const events = everyEvent();
  expect(events.length).toBeGreaterThan(0);
  const places = {
    log: world.product.log(),
    refusals: [...world.refusals, ...told].join('\n'),
    metrics: scraped.join('\n'),
    events: JSON.stringify(events),
  };
  expect(world.refusals.length + told.length).toBeGreaterThan(15);
  expect(places.log.split('\n').length).toBeGreaterThan(50);
  // ids are what a log is read by: it is the log of this run
  expect(places.log).toContain(clinicId);

  const { STATE_KEYS = '' } = googleEnvironment(world.google);
  const words = [marcelina.name, benedito.name].flatMap((name) => name.split(' '));
  const messages = [
    ...[marcelina.firstWords, marcelina.wordsToPeople, marcelina.laterWords, benedito.words, staffWords],
    ...['girassol', 'caramujo', 'lamparina', 'jabuticaba', 'vagalume', 'pirilampo'],
    ...new Set(shown),
  ];
  const hidden = [
    ...Object.values(secrets),
    ...[client.clientSecret, sharedSecret, key, ...world.bearers, ...world.browser.cookies()],
    ...[firstKey, STATE_KEYS, privacyEnvironment.CERTIFICATE_KEYS, `e:${privacyEnvironment.ERASURE_KEY}`].map(
      (named) => named.split(':')[1] ?? '',
    ),
    // what proves a JWT is its third part
    ...[...world.bearers].flatMap((bearer) => bearer.split('.')[2] ?? []),
  ];
  const forbidden = [
    ...[marcelina.phone, marcelina.shortPhone, benedito.phone, ...strangers].flatMap(spellingsOf),
    ...[...words, ...messages, ...hidden].flatMap(writingsOf),
  ];
  expect(new Set(shown).size).toBeGreaterThan(3);
  for (const [place, text] of Object.entries(places)) {
    expect(
      forbidden.filter((word) => text.includes(word)),
      place,
    ).toEqual([]);
    for (const [what, shape] of Object.entries(tokenShapes))
      expect(text, `${what} in ${place}`).not.toMatch(shape);
  }
  // whatever is logged has been thought about
  expect(places.log).not.toMatch(/"unlisted"|\[not logged\]/);
}, 120_000);

/** Puts words, numbers and secrets wherever a caller or a vendor can put them, and is refused each time. */
async function everythingIsRefused() {
  const { google, meta, product } = world;
  const about = `${marcelina.name} ${marcelina.phone} girassol pirilampo`;
  const platform = await world.clientOf({ sub: 'root', role: 'platform-admin' });
  const { items } = await platform.listClinics();
  const clinicId = items.find(({ name }) => name === demoClinic.name)?.id ?? '';
  const ana = await world.clientOf({ sub: 'ana' });

  // those who may not
  const { apiKey, key = '' } = await ana.createClinicApiKey({ clinicId, body: { name: 'Totem' } });
  await refusal(world.clientWith(key).listMembers({ clinicId }));
  await ana.revokeClinicApiKey({ clinicId, keyId: apiKey.id });
  await refusal(world.clientWith(key).whoAmI());
  for (const claims of [{ expiresIn: -90 }, { audience: 'nobody' }, { role: 'root' }])
    await refusal((await world.clientOf({ sub: marcelina.phone, ...claims })).whoAmI());
  await ask('/api/me', { headers: { authorization: `Bearer ${about}` } });

  // what cannot be understood
  const bearer = await bySecret({ sub: 'ana' });
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
  const place = `/api/clinics/${clinicId}`;
  for (const body of [about, JSON.stringify({ phone: about }), JSON.stringify({ [about]: about })])
    await ask(`${place}/patients/search`, { method: 'POST', headers, body });
  await ask(`${place}/conversations?cursor=${encodeURIComponent(about)}`, { headers });
  const root = await bySecret({ sub: 'root', role: 'platform-admin' });
  await ask(`${place}/whatsapp-numbers`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${root}` },
    body: JSON.stringify({ whatsappNumber: about }),
  });
  await ask(`/api/appointments?clinicId=${clinicId}&from=${encodeURIComponent(about)}`, { headers });
  await ask(`/api/patients/${marcelina.phone}`, { headers });
  await ask(`/patients?phone=${marcelina.phone}`);
  await ask(`/webhook/whatsapp-meta?hub.mode=subscribe&hub.verify_token=pirilampo&hub.challenge=pirilampo`);
  const unsigned = escapeLikeMeta(JSON.stringify({ entry: about }));
  await ask('/webhook/whatsapp-meta', { method: 'POST', body: unsigned });
  const signed = { 'x-hub-signature-256': sign(unsigned, secrets.appSecret) };
  await fetch(`${product.url}/webhook/whatsapp-meta`, { method: 'POST', body: unsigned, headers: signed });

  // vendors that are ill
  const faults = (order: object) =>
    fetch(`${meta.phoneUrl}_twin/faults`, { method: 'POST', body: JSON.stringify(order) });
  for (const [order, line] of [
    [{ answer: 'error', status: 400, code: 131026 }, 'message failed for good'],
    [{ answer: 'html', status: 502 }, 'outcome of the send is unknown'],
    [{ answer: 'error', status: 400, code: 130429 }, 'send refused; tried again later'],
  ] as const) {
    await faults(order);
    await somebody().say(about);
    await logged(line);
  }
  google.addFault({ endpoint: 'freebusy', status: 503 });
  google.addFault({ endpoint: 'calendarList', reason: 'backendError' });
  google.addFault({ endpoint: 'token', operation: 'refresh', reason: 'invalid_client' });
  await refusal(ana.findAvailability({ clinicId, serviceId: 'consulta-dermato', ...nextDays(1) }));
  await refusal(ana.listGoogleCalendars({ clinicId }));
  google.clearFaults();
  return { clinicId, key };
}
