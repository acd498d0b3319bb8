import { expect } from 'vitest';
import { bodyWithMessages, escapeLikeMeta, sign, textMessage } from '../builders/meta-webhooks.ts';
import { productionSettings } from '../../../dev/image/production-settings.ts';
import { until } from '../until.ts';
import { startGraphStub } from '../vendors/graph-stub.ts';
import { newInstallation } from './handbook.ts';

type Logins = { readonly app: string; readonly system: string };

/**
 * Installs by the commands of docs/operations.md, in their order, up to the first patient who is answered. `behind` says how
 * the program reaches the database.
 */
export async function walkStrangersPath(
  firstPort: number,
  behind: (logins: Logins) => Promise<Logins & { readonly end: () => Promise<void> }>,
): Promise<void> {
  const graph = await startGraphStub();
  const installation = await newInstallation(graph.url, firstPort);
  let ends: () => Promise<void> = () => Promise.resolve();
  try {
    const [install = '', settings = '', migrate = '', web = '', worker = '', renewal = '', ...later] =
      installation.blocks;
    // done by `npm run image`, which starts production from nothing else
    expect(install.trim()).toBe('npm ci --omit=dev');
    await installation.run(settings);
    expect(await installation.run(migrate)).toMatch(/applied .*0001_clinics/);
    const { app, system, end } = await behind(await installation.makeLogins());
    ends = end;
    await installation.fillIn({ DATABASE_APP_URL: app, DATABASE_SYSTEM_URL: system, AUTH_JWKS_URL: '' });
    for (const command of [web, worker, renewal]) installation.startInShell(command);
    await installation.ready();

    // in one shell: later steps use what earlier ones have set
    const said = await installation.run(later.join("\nprintf '\\n--\\n'\n"));
    const [health = '', verified = '', , clinic = ''] = said.split('\n--\n');
    expect(health.match(/ok|ready|\{/g)?.length).toBeGreaterThanOrEqual(3);
    expect(verified.trim()).toBe('42');
    expect(clinic).toContain('"whatsappNumber":"551133330000"');
    expect(clinic).toContain('"role":"clinic-admin"');

    const from = '5511955560042';
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const body = escapeLikeMeta(
      JSON.stringify(bodyWithMessages(textMessage({ from, timestamp, body: 'Oi!' }))),
    );
    const secret = productionSettings()['META_APP_SECRET'] ?? '';
    const answer = await fetch(`http://127.0.0.1:${firstPort}/webhook/whatsapp-meta`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': sign(body, secret) },
      body,
    });
    expect(answer.status).toBe(200);
    await until('the first patient to be answered', () => graph.sent.some(({ to }) => to === from));
    expect(installation.log()).not.toMatch(/"level":(50|60)/);
  } finally {
    await installation.end();
    await ends();
    graph.close();
  }
}
