import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export type GraphMood = 'well' | 'down' | 'silent' | 'slow' | '429' | '500' | 'garbage' | 'redirect';

const refusals: Readonly<Partial<Record<GraphMood, { status: number; body: unknown }>>> = {
  429: { status: 429, body: { error: { code: 130429, message: 'Rate limit hit', type: 'OAuthException' } } },
  500: { status: 500, body: { error: { code: 131000, message: 'Something went wrong' } } },
};
/** Longer than the product waits. */
const slowMs = 4_000;

/** Meta's Graph API before the stub at `target`, in a mood. What it refuses never reaches the phone. */
export async function openGraphGate(target: string) {
  let mood: GraphMood = 'well';
  const handle = async (request: IncomingMessage, response: ServerResponse, body: Buffer) => {
    const now = mood;
    if (now === 'down') return void request.socket.resetAndDestroy();
    // taken by nobody, and never answered: the caller has to let go
    if (now === 'silent') return;
    const refusal = refusals[now];
    const json = { 'content-type': 'application/json' };
    if (refusal !== undefined)
      return void response.writeHead(refusal.status, json).end(JSON.stringify(refusal.body));
    if (now === 'redirect') return void response.writeHead(302, { location: `${target}/elsewhere` }).end();
    const answer = await fetch(`${target}${request.url ?? ''}`, {
      method: request.method ?? 'GET',
      headers: json,
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    }).catch(() => undefined);
    // the stub took it, and its answer was lost
    if (answer === undefined) return void request.socket.destroy();
    const text = await answer.text();
    if (now === 'slow') await pause(slowMs);
    response.writeHead(answer.status, json).end(now === 'garbage' ? '<html>502' : text);
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      handle(request, response, Buffer.concat(chunks)).catch(() => request.socket.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    be: (next: GraphMood) => void (mood = next),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
