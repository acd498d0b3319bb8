import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { z } from 'zod';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../dev/embedded-postgres/embedded-postgres.ts';
import { bySecret } from '../../support/api/issuer.ts';
import { everythingIn } from '../../support/database/everything.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import {
  bodyWithStatuses,
  contact,
  messagesChange,
  statusUpdate,
  textMessage,
  webhookBody,
} from '../../support/builders/meta-webhooks.ts';
import { registerClinic, startProduct, type Product } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';

const run = promisify(execFile);
const port = 26_131;
const gone = { phone: '5547991112222', bsuid: 'BR.777000777', name: 'MARCADA Silva' };
const stays = { phone: '5547993334444', bsuid: 'BR.888000888', name: 'Outra Pessoa' };
/** The name, the words, the number in both spellings, the id, and the number as it stands in a wamid (base64). */
const markers = /MARCADA|marcada|5547991112222|554791112222|BR\.777000777|NTU0Nzk5MTExMjIyM/;

let folder: string;
let server: EmbeddedPostgres;
let graph: GraphStub;
let product: Product;
let pool: pg.Pool;
let clinicId: string;
const logs: string[] = [];

const startServer = async () => {
  server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  pool = new pg.Pool({ connectionString: server.url, max: 2 });
};
const startAtende = async () => {
  product = await startProduct({
    databaseUrl: server.url,
    graphUrl: graph.url,
    port,
    environment: {
      DATA_DIR: join(folder, 'data'),
      ERASURE_JOURNAL: join(folder, 'journal', 'erasures.jsonl'),
      LOG_LEVEL: 'debug',
    },
  });
};
const stopAtende = async () => {
  await product.stop('SIGTERM');
  logs.push(product.log());
};
const stopServer = async () => {
  await pool.end();
  await server.stop();
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atende-erasure-'));
  // as root, Postgres runs as nobody, who must be able to pass
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'postgres'));
  graph = await startGraphStub();
  await startServer();
  await startAtende();
  clinicId = await registerClinic(pool, {});
}, 60_000);

afterAll(async () => {
  await product.stop('SIGTERM');
  await stopServer();
  const last = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), disposable: true });
  await last.stop();
  graph.close();
  await rm(folder, { recursive: true });
}, 60_000);

const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const token = await bySecret({ role: 'clinic-admin', clinicIds: [clinicId] });
  const response = await fetch(`${product.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  expect([response.status, text]).toEqual([expect.toBeOneOf([200, 201]), text]);
  return JSON.parse(text);
};

const says = ({ phone, bsuid, name }: typeof gone, body: string, id: string) =>
  webhookBody(
    messagesChange({
      contacts: [contact({ profile: { name }, wa_id: phone, user_id: bsuid })],
      messages: [
        textMessage({
          body,
          id,
          from: phone,
          from_user_id: bsuid,
          timestamp: String(Math.floor(Date.now() / 1_000)),
        }),
      ],
    }),
  );
const firstWebhook = says(gone, 'a MARCADA pergunta', 'wamid.HBgNNTU0Nzk5MTExMjIyMhUCABIYFDNB');

const atRest = () =>
  until('every turn and send to be done', async () => {
    const { rows } = await pool.query<{ open: number }>(
      `select (select count(*) from whatsapp_conversations_improved where turn_due_at is not null)
         + (select count(*) from whatsapp_messages_improved where next_attempt_at is not null) as open`,
    );
    return Number(rows[0]?.open) === 0;
  });
const linesOfOther = async (contactId: string) => {
  const { rows } = await pool.query<{ id: string }>(
    'select id from whatsapp_conversations_improved where contact_id = $1',
    [contactId],
  );
  const ids = [contactId, ...rows.map(({ id }) => id)];
  return (await everythingIn(pool)).filter((line) => ids.some((id) => line.includes(id)));
};
/** As a backup program writes it. */
async function dump(): Promise<string> {
  const place = join(folder, 'dump');
  await mkdir(place);
  await chmod(place, 0o777);
  const { rows } = await pool.query<{ name: string }>(
    `select c.relname as name from pg_class as c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
  );
  for (const { name } of rows) await pool.query(`copy "${name}" to '${join(place, name)}'`);
  const files = await readdir(place);
  expect(files.length).toBeGreaterThan(15);
  return (await Promise.all(files.map((file) => readFile(join(place, file), 'utf8')))).join('\n');
}

const found = z.object({ items: z.array(z.object({ contactId: z.string() })).length(1) });
const erased = z.object({ id: z.string(), state: z.literal('done'), counts: z.record(z.string(), z.int()) });

describe('a patient who was erased', () => {
  it('stays away when an older backup is restored, and the certificate verifies', async () => {
    for (const each of [firstWebhook, says(stays, 'outra pergunta', 'wamid.stays-1')])
      expect((await product.webhook(each)).status).toBe(200);
    await until('both to be answered', () => Promise.resolve(graph.sent.length >= 2));
    await atRest();
    const search = (phone: string) => call('POST', `/api/clinics/${clinicId}/patients/search`, { phone });
    const [{ contactId }] = found.parse(await search(gone.phone)).items as [{ contactId: string }];
    const [other] = found.parse(await search(`+${stays.phone}`)).items as [{ contactId: string }];
    // booked by hand, with what somebody wrote down
    for (const [owner, reason, day] of [
      [contactId, 'by-clinic: a MARCADA pediu', '2099-01-01'],
      [other.contactId, 'by-clinic: outra', '2099-01-02'],
    ])
      await pool.query(
        `insert into appointments (clinic_id, id, series_id, state, service_id, service_name, calendar_id, starts_at,
           ends_at, during, contact_id, reason)
         values ($1, gen_random_uuid(), gen_random_uuid(), 'confirmed', 'c1', 'Consulta', 'agenda',
           $3::timestamptz, $3::timestamptz + interval '1 hour',
           tstzrange($3::timestamptz, $3::timestamptz + interval '1 hour'), $2, $4)`,
        [clinicId, owner, day, reason],
      );
    // a status that nobody can place is parked with whom it is about
    const status = statusUpdate({ id: 'wamid.of-another-app', recipient_id: gone.phone });
    expect((await product.webhook(bodyWithStatuses(status))).status).toBe(200);
    await until('no visit has to be looked at for reminders', async () => {
      const { rowCount } = await pool.query('select from appointments where remind_at is not null');
      return rowCount === 0;
    });
    const before = await linesOfOther(other.contactId);
    expect((await everythingIn(pool)).filter((line) => markers.test(line)).length).toBeGreaterThan(6);

    await stopAtende();
    await stopServer();
    await run('cp', ['-a', join(folder, 'postgres'), join(folder, 'backup')]);
    await startServer();
    await startAtende();

    const exported = JSON.stringify(
      await call('POST', `/api/clinics/${clinicId}/patients/${contactId}/export`),
    );
    expect(exported).toContain('a MARCADA pergunta');
    expect(exported).toContain('"complete":true');
    expect(exported).not.toContain(stays.bsuid);

    const { id, counts } = erased.parse(
      await call('POST', `/api/clinics/${clinicId}/patients/${contactId}/erasures`),
    );
    expect(counts).toMatchObject({ contacts: 1, contact_identities: 3, appointments: 1, webhook_items: 1 });
    expect((await everythingIn(pool)).filter((line) => markers.test(line))).toEqual([]);
    expect(await call('GET', `/api/clinics/${clinicId}/erasures`)).toMatchObject({
      items: [{ id, state: 'done', erasedBy: expect.stringMatching(/^user:/) as string }],
      nextCursor: null,
    });
    const { certificate } = z
      .object({ certificate: z.string() })
      .parse(await call('GET', `/api/clinics/${clinicId}/erasures/${id}/certificate`));
    await stopAtende();
    await stopServer();

    // the older backup
    await rename(join(folder, 'postgres'), join(folder, 'replaced'));
    await rename(join(folder, 'backup'), join(folder, 'postgres'));
    await startServer();
    expect((await everythingIn(pool)).filter((line) => markers.test(line)).length).toBeGreaterThan(6);
    await startAtende();
    expect((await everythingIn(pool)).filter((line) => markers.test(line))).toEqual([]);
    expect(product.log()).toContain('erasures were done again on an older database');
    expect(await linesOfOther(other.contactId)).toEqual(before);

    // Meta repeats what was erased
    expect((await product.webhook(firstWebhook)).status).toBe(200);
    const [reply] = graph.sent.filter(({ to }) => to.includes(gone.phone));
    const late = statusUpdate({ id: reply?.wamid, status: 'read', recipient_id: gone.phone });
    expect((await product.webhook(bodyWithStatuses(late))).status).toBe(200);
    expect((await everythingIn(pool)).filter((line) => markers.test(line))).toEqual([]);
    expect(await dump()).not.toMatch(markers);

    const jwks = (await (await fetch(`${product.url}/.well-known/jwks.json`)).json()) as JSONWebKeySet;
    const { payload } = await compactVerify(certificate, createLocalJWKSet(jwks));
    const claims = new TextDecoder().decode(payload);
    expect(JSON.parse(claims)).toMatchObject({
      ...{ id, clinicId, erased: counts },
      by: expect.stringMatching(/^user:/) as string,
    });
    expect(claims).not.toMatch(markers);
    expect(await call('GET', `/api/clinics/${clinicId}/erasures/${id}/certificate`)).toEqual({ certificate });

    const journal = join(folder, 'journal', 'erasures.jsonl');
    expect(await readFile(journal, 'utf8')).not.toMatch(markers);
    expect((await stat(journal)).mode & 0o777).toBe(0o600);

    // and comes back as somebody new, who stays at the next start
    expect((await product.webhook(says(gone, 'voltei', 'wamid.back'))).status).toBe(200);
    await atRest();
    const [back] = found.parse(await search(gone.phone)).items as [{ contactId: string }];
    expect(back.contactId).not.toBe(contactId);
    await stopAtende();
    await startAtende();
    expect(found.parse(await search(gone.phone)).items[0]).toEqual(back);
    expect(logs.join('\n') + product.log()).not.toMatch(markers);
  }, 120_000);
});
