import { createHmac } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

export const appSecret = 'bench-app-secret';
export const phoneNumberId = '100000000000001';
const displayNumber = '5511955500000';

/** A text message as Meta sends it: about 600 bytes, one message per webhook. `n` makes it unique, senders repeat. */
export function webhookBody(series: string, n: number, senders: number): string {
  const phone = `55119${String(60_000_000 + (n % senders)).padStart(8, '0')}`;
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '200000000000001',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: displayNumber, phone_number_id: phoneNumberId },
              contacts: [{ profile: { name: 'Paciente de teste' }, wa_id: phone }],
              messages: [
                {
                  from: phone,
                  id: `wamid.${series}${String(n).padStart(40, '0')}`,
                  timestamp: String(Math.floor(Date.now() / 1000)),
                  type: 'text',
                  text: { body: `Mensagem ${n}: quanto custa a consulta?` },
                },
              ],
            },
          },
        ],
      },
    ],
  });
}

export const signature = (body: string): string =>
  `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;

/** Writes whole HTTP requests, each after its length in eight digits: the load generator only has to read and send. */
export async function writeRequests(
  file: string,
  series: string,
  from: number,
  count: number,
  senders: number,
) {
  const out = createWriteStream(file, { highWaterMark: 1 << 20 });
  for (let n = from; n < from + count; n += 1) {
    const body = webhookBody(series, n, senders);
    const request =
      'POST /webhook/whatsapp-meta HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
      `X-Hub-Signature-256: ${signature(body)}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    const record = String(Buffer.byteLength(request)).padStart(8, '0') + request;
    if (!out.write(record)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
