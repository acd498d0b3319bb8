import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Chats } from './chats.ts';
import type { Faults } from './faults.ts';
import type { Accounts } from './business/accounts.ts';
import type { BusinessNumber, WebhookSender } from './webhooks.ts';

/** What the parts of the twin share. */
export type TwinTemplate = {
  readonly wabaId: string;
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly components: readonly Readonly<Record<string, unknown>>[];
  readonly parameter_format: string;
  category: string;
  status: string;
  quality: string;
};

export type World = {
  readonly chats: Chats;
  readonly accounts: Accounts;
  readonly numbers: readonly BusinessNumber[];
  readonly sent: object[];
  readonly templates: TwinTemplate[];
  faults: Faults;
  readonly post: WebhookSender['post'];
  /** Sends a webhook, as often as the faults say. */
  deliver(number: BusinessNumber, value: Readonly<Record<string, unknown>>, field?: string): Promise<boolean>;
};

export type Handler = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<boolean>;

const bodyLimit = 1_000_000;

export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  const value: unknown = JSON.parse(Buffer.concat(chunks).toString());
  if (typeof value !== 'object' || value === null) throw new Error('an object was expected');
  return value as Record<string, unknown>;
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-fb-trace-id': 'twin' });
  response.end(JSON.stringify(body));
}
