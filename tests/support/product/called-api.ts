import pg from 'pg';
import { bySecret } from '../api/issuer.ts';
import { createTestDatabase } from '../database/database.ts';
import { startGraphStub } from '../vendors/graph-stub.ts';
import { registerClinic, startProduct } from './product.ts';

/** The fields that these tests look at; whichever an answer has. */
type Body = {
  readonly requestId: string;
  readonly code: string;
  readonly message: string;
  readonly details: { readonly problems: readonly { readonly at: string }[] };
  readonly clinic: { readonly id: string };
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly nextCursor: string | null;
  readonly version: number;
  readonly findings: readonly unknown[];
  readonly changes: readonly unknown[];
  readonly knowledge: { readonly services: readonly unknown[] };
  readonly whatsappNumber: string;
  readonly key: string;
  readonly apiKey: { readonly id: string };
  readonly revokedAt: string;
};
type Options = {
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
};

export const ownPage = 'https://app.clinic.test';

/** One clinic in a product of its own, and its API as the platform and an administrator of the clinic call it. */
export type CalledApi = Awaited<ReturnType<typeof startCalledApi>>;

export async function startCalledApi(port: number) {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  const ours = await registerClinic(pool, {});
  const graph = await startGraphStub();
  const root = await bySecret({ sub: 'root', role: 'platform-admin' });
  const admin = await bySecret({ sub: 'ana', role: 'clinic-admin', clinicIds: [ours] });
  const product = await startProduct({
    databaseUrl: database.url,
    graphUrl: graph.url,
    port,
    environment: {
      CORS_ORIGINS: `${ownPage},http://localhost:5173`,
      RATE_LIMIT_API_CALLER_BURST: '500',
      RATE_LIMIT_API_ROUTE_PER_MINUTE: '0',
    },
  });

  async function call(method: string, path: string, { token = root, headers = {}, body }: Options = {}) {
    const response = await fetch(`${product.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token !== '' && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : {}) as Body,
    };
  }
  const post = (path: string, body: unknown, headers: Record<string, string> = {}, token = root) =>
    call('POST', path, { token, headers, body });
  const count = async (sql: string, values: unknown[] = []) =>
    Number((await pool.query<{ n: string }>(`select count(*) as n from ${sql}`, values)).rows[0]?.n);

  return {
    ...{ pool, ours, root, admin, product, call, post, count },
    async close() {
      await product.stop('SIGTERM');
      graph.close();
      await pool.end();
      await database.drop();
    },
  };
}
