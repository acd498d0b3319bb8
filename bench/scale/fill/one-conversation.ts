import { startGraphStub } from '../../../tests/support/vendors/graph-stub.ts';
import { until } from '../../../tests/support/until.ts';
import type { BenchDatabase, BenchPostgres } from '../../database.ts';
import { startProduct } from '../../servers/start.ts';
import { addClinics } from '../../whole-path/closed-loop.ts';
import { messageOf, numberOf, phoneOf, post, type Number as OwnNumber } from '../../whole-path/patients.ts';

const port = 21_311;
const writer = { phone: phoneOf(0), number: numberOf(0) };

/** One clinic with one patient, who writes so often and is answered by the product; all is read. */
export async function talkToProduct(postgres: BenchPostgres, exchanges: number): Promise<BenchDatabase> {
  const database = await postgres.database('bench_one_conversation');
  await addClinics(database, 1);
  const graph = await startGraphStub();
  const set = { ROLE: 'web,worker', META_GRAPH_URL: graph.url, TURN_DEBOUNCE_MS: '100' };
  const product = await startProduct(database.url, port, set);
  const read = async () => {
    const { rows } = await database.pool.query<{ n: number }>(
      `select count(*)::integer as n from whatsapp_messages_improved where status in ('accepted', 'read')`,
    );
    return rows[0]?.n ?? 0;
  };
  try {
    for (let n = 1; n <= exchanges; n += 1) {
      await post(product.url, messageOf('one', n, writer));
      await until('the answer to be sent', async () => (await read()) === n);
      const wamid = graph.sent.at(-1)?.wamid ?? '';
      for (const status of ['sent', 'delivered', 'read'])
        await post(product.url, statusBody(writer.number, wamid, status));
    }
  } finally {
    await product.stop();
    graph.close();
  }
  return database;
}

function statusBody({ phoneNumberId, digits }: OwnNumber, wamid: string, status: string): string {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: digits, phone_number_id: phoneNumberId },
    statuses: [{ id: wamid, status, timestamp, recipient_id: writer.phone }],
  };
  const entry = [{ id: '200000000000001', changes: [{ field: 'messages', value }] }];
  return JSON.stringify({ object: 'whatsapp_business_account', entry });
}
