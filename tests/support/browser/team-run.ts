import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import type { BrowserContext, Page } from 'playwright-core';
import { atendeClient, type AtendeClient } from '../../../client/atende-client.ts';
import { startIdentityProvider } from '../api/identity-provider.ts';
import { bySecret } from '../api/issuer.ts';
import { contact, messagesChange, textMessage, webhookBody } from '../builders/meta-webhooks.ts';
import { createTestDatabase } from '../database/database.ts';
import { registerClinic, startProduct, withoutApiLimits } from '../product/product.ts';
import { until } from '../until.ts';
import { refuseTroubles, watch } from './console-run.ts';
import { launchBrowser } from './launch-browser.ts';

/** The built product in production's way of signing in, one clinic, and people of its team with a browser each. */
export type TeamRun = {
  readonly clinicId: string;
  /** Another program of the clinic's administrator. */
  readonly admin: AtendeClient;
  /** What went wrong in any page. */
  readonly troubles: string[];
  /** Somebody of the reception, invited and signed in; their browser opens on all conversations. */
  person(sub: string, name: string): Promise<{ readonly context: BrowserContext; readonly page: Page }>;
  /** A patient writes. */
  write(from: string, name: string, text: string): Promise<void>;
  /** No push waits to be sent any more. */
  pushesAreOut(): Promise<void>;
  close(): Promise<void>;
};

export async function startTeamRun(
  port: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<TeamRun> {
  await promisify(execFile)(process.execPath, [
    fileURLToPath(new URL('../../../console/build.mjs', import.meta.url)),
  ]);
  const origin = `http://127.0.0.1:${port}`;
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const clinicId = await registerClinic(pool, {});
  const provider = await startIdentityProvider();
  const product = await startProduct({
    databaseUrl: database.url,
    graphUrl: 'http://127.0.0.1:9',
    port,
    environment: {
      ...withoutApiLimits,
      ...provider.environment(origin),
      ...environment,
    },
  });
  const browser = await launchBrowser();
  const token = await bySecret({ sub: 'chefe', role: 'clinic-admin', clinicIds: [clinicId] });
  const admin = atendeClient({ baseUrl: origin, token: () => token });
  const troubles: string[] = [];
  return {
    clinicId,
    admin,
    troubles,
    async person(sub, name) {
      const email = `${sub}@clinica.example`;
      await admin.inviteMember({ clinicId, body: { email, role: 'clinic-staff' } });
      provider.says({ sub, email, email_verified: true, name });
      const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
      context.setDefaultTimeout(20_000);
      context.on('page', (opened) => watch(opened, troubles));
      const page = await context.newPage();
      const place = `/console/c/${clinicId}/conversas?fila=todas`;
      await page.goto(`${origin}/api/session/login?returnTo=${encodeURIComponent(place)}`);
      await page.getByText('Ao vivo').waitFor();
      return { context, page };
    },
    async write(from, name, body) {
      const timestamp = String(Math.floor(Date.now() / 1_000));
      const messages = [textMessage({ from, from_user_id: undefined, timestamp, body })];
      const contacts = [contact({ profile: { name }, wa_id: from, user_id: undefined })];
      const { status } = await product.webhook(webhookBody(messagesChange({ contacts, messages })));
      if (status !== 200) throw new Error(`The webhook was answered ${status}`);
    },
    pushesAreOut: () =>
      until('that no push waits', async () => {
        const { rowCount } = await pool.query('select from push_deliveries');
        return rowCount === 0;
      }),
    async close() {
      await browser.close();
      await product.stop('SIGTERM');
      provider.close();
      await pool.end();
      await database.drop();
      refuseTroubles(troubles);
    },
  };
}
