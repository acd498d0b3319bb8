import { openLoop } from './open-loop.ts';
import { signature, webhookBody } from './signed-requests.ts';

/** Who writes, over and over. */
export const senders = 5_000;

/**
 * One message of everybody who will write, so that what is measured afterwards is the work of every day: making a
 * person costs several times as much as their next message.
 */
export async function meetEverySender(url: string): Promise<void> {
  const records = Array.from({ length: senders }, (_, n) => {
    const body = webhookBody('first', n, senders);
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature(body) };
    return { headers, body };
  });
  const { failures } = await openLoop(url, records, 400);
  if (failures > 0) throw new Error(`${failures} senders could not be met`);
}
