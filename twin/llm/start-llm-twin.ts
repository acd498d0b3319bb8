import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../listen.ts';
import { refusal } from './refusals.ts';
import { breakLine, end } from './line-faults.ts';
import { readRecording, scriptedEar, type SeenRecording } from './recordings.ts';
import type { ModelReply, SeenRequest, WireName } from './reply.ts';
import type { Answer } from './wires/answer.ts';
import { chatAnswer } from './wires/chat.ts';
import { messagesAnswer } from './wires/messages.ts';
import { responsesAnswer } from './wires/responses.ts';

type Options = {
  /** What the model does with a request; `hungUp` aborts when whoever asked does not wait for the end. */
  readonly think: (request: SeenRequest, hungUp: AbortSignal) => ModelReply | Promise<ModelReply>;
  /** What it makes of a recording. */
  readonly hear?: (recording: SeenRecording) => ModelReply;
  /** The preferred port; 0, the default, takes any. */
  readonly port?: number;
};

export type LlmTwin = {
  /** `http://127.0.0.1:…/v1` */
  readonly baseUrl: string;
  /** All requests so far, oldest first. */
  readonly seen: readonly SeenRequest[];
  readonly recordings: readonly SeenRecording[];
  close(): Promise<void>;
};

const mostBytes = 8 * 1_024 * 1_024;
const paths: ReadonlyMap<string | undefined, WireName> = new Map([
  ['/v1/chat/completions', 'chat'],
  ['/v1/responses', 'responses'],
  ['/v1/messages', 'messages'],
]);
const writers = { chat: chatAnswer, responses: responsesAnswer, messages: messagesAnswer };

/** A language model of the outside world: three wire formats, one mind, and every failure that providers have. */
export async function startLlmTwin({ think, hear = scriptedEar, port = 0 }: Options): Promise<LlmTwin> {
  const seen: SeenRequest[] = [];
  const recordings: SeenRecording[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'POST' && request.url === '/v1/audio/transcriptions') {
      const recording = await readRecording(request.headers, await bytesOf(request));
      recordings.push(recording);
      write(hear(recording), 'chat', response, ({ says = '' }) => ({ text: says }));
      return;
    }
    const wire = paths.get(request.url);
    if (wire === undefined || request.method !== 'POST') {
      end(response, 404, '{}');
      return;
    }
    const body = JSON.parse((await bytesOf(request)).toString('utf8')) as SeenRequest['body'];
    const asked = { wire, headers: request.headers, body };
    seen.push(asked);
    const hungUp = new AbortController();
    response.once('close', () => hungUp.abort());
    write(await think(asked, hungUp.signal), wire, response, (reply) => writers[wire](complete(reply, body)));
  }

  const host = '127.0.0.1';
  const bound = await listen(server, host, port);
  return {
    baseUrl: `http://${host}:${bound}/v1`,
    seen,
    recordings,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function write(
  reply: ModelReply,
  wire: WireName,
  response: ServerResponse,
  bodyOf: (reply: Saying) => object,
): void {
  if ('line' in reply) {
    breakLine(reply.line, wire, response);
  } else if ('refuses' in reply) {
    const { status, headers, body } = refusal(reply.refuses, wire);
    end(response, status, body, headers);
  } else end(response, 200, JSON.stringify(bodyOf(reply)));
}

type Saying = Extract<ModelReply, { says?: string }>;

function complete(reply: Saying, body: SeenRequest['body']): Answer {
  const { says = '', calls = [], end, uncounted = false, writesCache = false } = reply;
  const input = Math.ceil(JSON.stringify(body).length / 4);
  return {
    model: String(body['model']),
    says,
    calls: calls.map((call, index) => ({ ...call, id: call.id ?? `call_${index + 1}` })),
    end: end ?? (calls.length > 0 ? 'calls' : 'stop'),
    usage: uncounted
      ? undefined
      : {
          input,
          cached: Math.floor(input / 2),
          cacheWritten: writesCache ? Math.floor(input / 4) : 0,
          output: Math.ceil(says.length / 4) + 1,
        },
  };
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new Error('a prompt of more than eight mebibytes');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
