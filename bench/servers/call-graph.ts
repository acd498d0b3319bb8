import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const timeoutMs = 10_000;

type Call = {
  readonly phoneNumberId: string;
  readonly to: string;
  /** Of our message. */
  readonly id: string;
  readonly text: string;
};

/** Sends a text by `META_GRAPH_URL`, which is the stub of a bench. @throws when it is not taken */
export const callGraph = ({ phoneNumberId, to, id, text }: Call): Promise<string> =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify({
      ...{ messaging_product: 'whatsapp', recipient_type: 'individual', to, type: 'text' },
      ...{ text: { body: text }, biz_opaque_callback_data: id },
    });
    const headers = {
      authorization: 'Bearer bench',
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const url = `${process.env['META_GRAPH_URL'] ?? ''}/v25.0/${phoneNumberId}/messages`;
    const sent = request(url, { method: 'POST', agent, headers, timeout: timeoutMs }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('end', () => {
        const wamid = wamidIn(Buffer.concat(chunks).toString());
        if (wamid === undefined) reject(new Error(`Graph answered ${answer.statusCode ?? '?'}`));
        else resolve(wamid);
      });
    });
    sent.once('timeout', () => sent.destroy(new Error('Graph did not answer')));
    sent.once('error', reject);
    sent.end(body);
  });

function wamidIn(answer: string): string | undefined {
  try {
    return (JSON.parse(answer) as { messages?: { id: string }[] }).messages?.[0]?.id;
  } catch {
    return undefined;
  }
}
