import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, BrowserContext } from 'playwright-core';
import { startIdentityProvider } from '../../tests/support/api/identity-provider.ts';
import { launchBrowser } from '../../tests/support/browser/launch-browser.ts';
import { withoutApiLimits } from '../../tests/support/product/product.ts';
import { startBenchPostgres, type BenchDatabase } from '../database.ts';
import { signature, webhookBody } from '../ingest/signed-requests.ts';
import { startProduct } from '../servers/start.ts';

export const conversations = 10_000;
export const longConversation = 5_000;
export const longName = 'Zilda de muitas mensagens';

/** What the nth patient is called. */
export const nameOf = (n: number): string => `Paciente ${String(n).padStart(5, '0')}`;

export type ConsoleWorld = {
  readonly origin: string;
  readonly clinicId: string;
  readonly browser: Browser;
  /** Cookies of its own, signed in. */
  signedIn(options?: Parameters<Browser['newContext']>[0]): Promise<BrowserContext>;
  /** A message of the nth patient, as WhatsApp reports it. */
  receive(n: number): Promise<void>;
  stop(): Promise<void>;
};

/** A clinic with all its conversations, the built product in front of it (its web role: nobody answers), and a browser. */
export async function startConsoleWorld(): Promise<ConsoleWorld> {
  await promisify(execFile)(process.execPath, [
    fileURLToPath(new URL('../../console/build.mjs', import.meta.url)),
  ]);
  const postgres = await startBenchPostgres();
  const database = await postgres.database('atende_console');
  const clinicId = await fill(database);
  const provider = await startIdentityProvider();
  const port = 21_340;
  const origin = `http://127.0.0.1:${port}`;
  const product = await startProduct(database.url, port, {
    ...withoutApiLimits,
    AUTH_JWT_SECRET: 'a secret of the bench alone that opens nothing',
    AUTH_ISSUER: 'bench',
    ...provider.environment(origin),
  });
  provider.says({ sub: 'bia', email: 'bia@clinica.example', email_verified: true, name: 'Bia' });
  const browser = await launchBrowser();
  let received = 0;
  return {
    origin,
    clinicId,
    browser,
    async signedIn(options = { viewport: { width: 1_280, height: 800 } }) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      await page.goto(`${origin}/api/session/login?returnTo=${encodeURIComponent('/console')}`);
      await page.close();
      return context;
    },
    async receive(n) {
      received += 1;
      // the number chooses the phone, and makes the message one
      const body = webhookBody('console', n + received * conversations, conversations);
      const answer = await fetch(product.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature(body) },
        body,
      });
      if (!answer.ok) throw new Error(`The webhook was answered ${answer.status}`);
    },
    async stop() {
      await browser.close();
      await product.stop();
      provider.close();
      await postgres.stop();
    },
  };
}

/** Each conversation with one message, the newest of them with many; and who is going to look at them. */
async function fill({ pool }: BenchDatabase): Promise<string> {
  await pool.query(
    `with numbered as (
       select clinics.id as clinic_id, gen_random_uuid() as contact_id, gen_random_uuid() as id, n,
         now() - n * interval '1 minute' as at
       from clinics, generate_series(0, $1::integer - 1) as n
     ), people as (
       insert into contacts (clinic_id, id, profile_name)
       select clinic_id, contact_id, case n when 0 then $2 else 'Paciente ' || lpad(n::text, 5, '0') end from numbered
     ), identities as (
       insert into contact_identities (clinic_id, kind, value, contact_id)
       select clinic_id, 'phone', '55119' || (60000000 + n), contact_id from numbered
     ), conversations as (
       insert into whatsapp_conversations_improved (
         clinic_id, id, whatsapp_number, contact_id, last_message_at, last_patient_message_at, unread
       )
       select clinic_id, id, '5511955500000', contact_id, at, at, n % 3 from numbered
     )
     insert into whatsapp_messages_improved (
       clinic_id, id, conversation_id, direction, origin, dedupe_key, type, content, payload, status, sent_at, created_at
     )
     select clinic_id, gen_random_uuid(), id, 'inbound', 'patient', gen_random_uuid(), 'text',
       'Mensagem ' || said || ': bom dia, queria saber quanto custa a consulta com a doutora Lara', '{}', 'received',
       at - said * interval '1 minute', at - said * interval '1 minute'
     from numbered, generate_series(0, case n when 0 then $3::integer - 1 else 0 end) as said`,
    [conversations, longName, longConversation],
  );
  const { rows } = await pool.query<{ id: string }>(
    `insert into clinic_members (clinic_id, user_id, role) select id, 'bia', 'clinic-admin' from clinics
     returning clinic_id as id`,
  );
  await pool.query('vacuum analyze');
  return rows[0]?.id ?? '';
}
