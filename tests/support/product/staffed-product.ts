import pg from 'pg';
import { atendeClient, type AtendeClient } from '../../../client/atende-client.ts';
import { bySecret } from '../api/issuer.ts';
import { createTestDatabase } from '../database/database.ts';
import { startGraphStub, type GraphStub } from '../vendors/graph-stub.ts';
import { registerClinic, startProduct, withoutApiLimits, type Product } from './product.ts';

type Wish = {
  readonly port: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** What the clinic has written of itself. */
  readonly context?: unknown;
  /** In place of one that accepts everything. */
  readonly graph?: GraphStub;
  /** Another Graph API in place of the one that only notes what is sent. */
  readonly graphUrl?: string;
};

/** The product with one clinic, a Graph API that only notes what is sent, and Bia, who works at the clinic. */
export type StaffedProduct = {
  readonly product: Product;
  readonly graph: GraphStub;
  readonly pool: pg.Pool;
  readonly clinicId: string;
  readonly bia: AtendeClient;
  /** The bearer token that Bia uses. */
  readonly token: string;
  /** Starts the product again, which has ended. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

export async function startStaffedProduct({
  port,
  environment = {},
  context,
  graph: ownGraph,
  graphUrl,
}: Wish): Promise<StaffedProduct> {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const clinicId = await registerClinic(pool, context === undefined ? {} : { context: context as never });
  const graph = ownGraph ?? (await startGraphStub());
  const start = () =>
    startProduct({
      databaseUrl: database.url,
      graphUrl: graphUrl ?? graph.url,
      port,
      environment: { ...environment, ...withoutApiLimits },
    });
  let product = await start();
  const token = await bySecret({ sub: 'bia', role: 'clinic-staff', clinicIds: [clinicId] });
  return {
    get product() {
      return product;
    },
    graph,
    pool,
    clinicId,
    bia: atendeClient({ baseUrl: product.url, token: () => token }),
    token,
    async restart() {
      product = await start();
    },
    async close() {
      await product.stop('SIGTERM');
      graph.close();
      await pool.end();
      await database.drop();
    },
  };
}
