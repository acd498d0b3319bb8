import pg from 'pg';
import { startTwin, type Twin } from '../../../twin/start-twin.ts';
import { createTestDatabase } from '../database/database.ts';
import { metaAccounts } from '../vendors/meta-accounts.ts';
import { bearer, restApi, type RestApi } from './google-product.ts';
import { secrets, startProduct, withoutApiLimits, type Product } from './product.ts';

type Wish = {
  /** Of the product; the twin of Meta listens on the next one. */
  readonly port: number;
  readonly environment?: (twin: Twin) => Readonly<Record<string, string>>;
  /** That Meta has from the beginning. */
  readonly numbers?: Parameters<typeof startTwin>[0]['numbers'];
};

/** The product and the twin of Meta, at which clinics have accounts of their own. */
export type OwnAccounts = ReturnType<typeof metaAccounts> & {
  readonly product: Product;
  readonly twin: Twin;
  readonly pool: pg.Pool;
  readonly databaseUrl: string;
  /** As an administrator of this clinic calls it. */
  api(clinicId: string): Promise<RestApi>;
  /** Whether a patient of this clinic was. */
  isAnswered(clinicId: string): Promise<boolean>;
  close(): Promise<void>;
};

export async function startOwnAccounts({ port, environment, numbers = [] }: Wish): Promise<OwnAccounts> {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const twin = await startTwin({
    ...{ host: '127.0.0.1', port: port + 1, webhookUrl: `http://127.0.0.1:${port}/webhook/whatsapp-meta` },
    ...{ appSecret: secrets.appSecret, accessToken: secrets.accessToken, numbers },
  });
  const product = await startProduct({
    ...{ databaseUrl: database.url, graphUrl: twin.graphUrl, port },
    environment: {
      ...withoutApiLimits,
      ...{ POLL_MS: '200', ONBOARDING_ROUND_MS: '200' },
      ...environment?.(twin),
    },
  });
  return {
    ...metaAccounts(() => twin),
    ...{ product, twin, pool, databaseUrl: database.url },
    api: async (clinicId) => restApi(product, await bearer([clinicId])),
    async isAnswered(clinicId) {
      const { rows } = await pool.query(
        `select from whatsapp_messages_improved where clinic_id = $1 and origin = 'assistant'
         and status in ('sent', 'delivered', 'read')`,
        [clinicId],
      );
      return rows.length > 0;
    },
    async close() {
      await product.stop('SIGTERM');
      await twin.close();
      await pool.end();
      await database.drop();
    },
  };
}
