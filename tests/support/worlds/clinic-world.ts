import pg from 'pg';
import { atendeClient, type AtendeClient } from '../../../client/atende-client.ts';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';
import { startGoogleTwin, type GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import { startTwin, type Twin } from '../../../twin/start-twin.ts';
import { bySecret, type Claims } from '../api/issuer.ts';
import { aBrowser, type Browser } from '../product/browser.ts';
import { createTestDatabase } from '../database/database.ts';
import { client, googleEnvironment, redirectUri } from '../product/google-product.ts';
import { secrets, startProduct, type Product } from '../product/product.ts';

type Settings = { readonly port: number; readonly environment?: Readonly<Record<string, string>> };

/** The product as a process of its own, with the twins of Meta and of Google for its outside world. */
export type ClinicWorld = {
  readonly product: Product;
  readonly meta: Twin;
  readonly google: GoogleTwin;
  readonly pool: pg.Pool;
  readonly databaseUrl: string;
  readonly browser: Browser;
  /** The body of every answer that was a refusal, as it came. */
  readonly refusals: readonly string[];
  /** Every bearer token with which somebody asked. */
  readonly bearers: ReadonlySet<string>;
  /** The typed client, as somebody with these claims uses it in their browser. */
  clientOf(claims: Claims): Promise<AtendeClient>;
  /** The same with a bearer of another kind. */
  clientWith(bearer: string): AtendeClient;
  close(): Promise<void>;
};

export async function startClinicWorld({ port, environment = {} }: Settings): Promise<ClinicWorld> {
  const host = '127.0.0.1';
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const { whatsappNumber, phoneNumberId, wabaId, name } = demoClinic;
  const meta = await startTwin({
    host,
    port: port + 1,
    webhookUrl: `http://${host}:${port}/webhook/whatsapp-meta`,
    appSecret: secrets.appSecret,
    accessToken: secrets.accessToken,
    numbers: [{ phoneNumberId, displayNumber: whatsappNumber, wabaId, name }],
  });
  const google = await startGoogleTwin({
    ...client,
    host,
    port: port + 2,
    redirectUris: [redirectUri(port)],
  });
  const product = await startProduct({
    databaseUrl: database.url,
    graphUrl: meta.graphUrl,
    port,
    environment: { ...googleEnvironment(google), AVAILABILITY_CACHE_MS: '0', ...environment },
  });
  const browser = aBrowser();
  const refusals: string[] = [];
  const bearers = new Set<string>();
  const heard: typeof fetch = async (input, init) => {
    const answer = await browser.fetch(input, init);
    if (answer.status >= 400) refusals.push(await answer.clone().text());
    return answer;
  };
  const clientWith = (bearer: string) => {
    bearers.add(bearer);
    return atendeClient({ baseUrl: product.url, token: () => bearer, fetch: heard });
  };
  return {
    product,
    meta,
    google,
    pool,
    databaseUrl: database.url,
    browser,
    refusals,
    bearers,
    clientWith,
    clientOf: async (claims) => clientWith(await bySecret(claims)),
    async close() {
      await product.stop('SIGTERM');
      await google.close();
      await meta.close();
      await pool.end();
      await database.drop();
    },
  };
}
