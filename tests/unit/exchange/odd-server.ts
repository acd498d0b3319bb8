import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

const head = (status: string, ...headers: string[]) =>
  [`HTTP/1.1 ${status}`, 'content-type: application/json', ...headers, '', ''].join('\r\n');
const forEver = (socket: Socket, everyMs: number, text: string) => {
  const repeat = setInterval(() => socket.write(text), everyMs);
  socket.once('close', () => clearInterval(repeat));
};
const chunked = head('200 OK', 'transfer-encoding: chunked');

/** `goodJson` is what it was asked for. */
type OddAnswer = (socket: Socket, goodJson: string) => void;

/** What a server may do with a request instead of answering it. */
export const oddAnswers: Readonly<Record<string, OddAnswer>> = {
  'another protocol': (socket) =>
    socket.write(head('101 Switching Protocols', 'upgrade: other', 'connection: upgrade')),
  'interim answers without end': (socket) => forEver(socket, 5, 'HTTP/1.1 100 Continue\r\n\r\n'),
  'hints without end': (socket) => forEver(socket, 5, 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'),
  'a head whose body never comes': (socket) => socket.write(head('200 OK', 'content-length: 10')),
  'a body that trickles': (socket) => {
    socket.write(chunked);
    forEver(socket, 10, '1\r\n \r\n');
  },
  'a reset in the middle': (socket) => {
    socket.write(`${head('200 OK', 'content-length: 500')}{"`);
    setTimeout(() => socket.resetAndDestroy(), 20);
  },
  'five megabytes': (socket, goodJson) => {
    const text = goodJson.padEnd(5_000_000);
    socket.end(`${head('200 OK', `content-length: ${text.length}`, 'connection: close')}${text}`);
  },
  garbage: (socket) => socket.end('\u0001\u0002 nothing that anybody speaks \u0003\r\n\r\n'),
  'a body of garbage': (socket) =>
    socket.end(`${head('200 OK', 'content-length: 7', 'connection: close')}<html>!`),
  nothing: () => undefined,
  'a closed connection': (socket) => socket.destroy(),
};

/** Answers as told: oddly, until it is well; only requests whose head names `oddAt`, where that is given. */
export async function oddServer(answer: OddAnswer, good: (url: string) => unknown, oddAt = '') {
  const state = { url: '', isWell: false };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      const asked = chunk.toString('latin1');
      if (!/^(GET|POST|PUT|DELETE) /.test(asked)) return;
      const json = JSON.stringify(good(state.url));
      if (!state.isWell && asked.includes(oddAt)) {
        answer(socket, json);
        return;
      }
      socket.end(`${head('200 OK', `content-length: ${json.length}`, 'connection: close')}${json}`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return state;
}
