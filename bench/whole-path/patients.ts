import { Agent, request } from 'node:http';
import { signature } from '../ingest/signed-requests.ts';

export type Number = { readonly phoneNumberId: string; readonly digits: string };

/** The numbers of the clinics of a run, as Meta names them. */
export const numberOf = (clinic: number): Number => ({
  phoneNumberId: `30${String(clinic).padStart(13, '0')}`,
  digits: `55113${String(30_000_000 + clinic).padStart(8, '0')}`,
});

/** Who writes to whom. */
export type Patient = { readonly phone: string; readonly number: Number };

const sentences = [
  'Oi, bom dia',
  'Qual é o endereço de vocês?',
  'Vocês atendem no sábado?',
  'Quanto custa a consulta?',
  'Obrigada!',
];

export const phoneOf = (patient: number): string => `55119${String(60_000_000 + patient).padStart(8, '0')}`;

export const messageBody = (run: string, n: number, patient: number, clinic: number): string =>
  messageOf(run, n, { phone: phoneOf(patient), number: numberOf(clinic) });

export function messageOf(run: string, n: number, { phone: from, number }: Patient): string {
  const { phoneNumberId, digits } = number;
  const message = {
    ...{ from, id: `wamid.${run}${String(n).padStart(40, '0')}`, type: 'text' },
    timestamp: String(Math.floor(Date.now() / 1_000)),
    text: { body: sentences[n % sentences.length] },
  };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: digits, phone_number_id: phoneNumberId },
    contacts: [{ profile: { name: 'Paciente de teste' }, wa_id: from }],
    messages: [message],
  };
  const entry = [{ id: '200000000000001', changes: [{ field: 'messages', value }] }];
  return JSON.stringify({ object: 'whatsapp_business_account', entry });
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Posts a signed webhook; resolves with the milliseconds until its 200. @throws what was answered instead. */
export const post = (url: string, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-hub-signature-256': signature(body),
    };
    const sent = request(url, { method: 'POST', agent, headers, timeout: 30_000 }, (answer) => {
      answer.resume();
      answer.once('end', () =>
        answer.statusCode === 200
          ? resolve(performance.now() - startedAt)
          : reject(new Error(`the webhook was answered ${answer.statusCode ?? '?'}`)),
      );
    });
    sent.once('timeout', () => sent.destroy(new Error('the webhook was not answered')));
    sent.once('error', reject);
    sent.end(body);
  });
