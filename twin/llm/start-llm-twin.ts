import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../listen.ts';
import { refusal } from './refusals.ts';
import type { LineFault, ModelReply, SeenRequest, WireName } from './reply.ts';
import type { Answer } from './wires/answer.ts';
import { chatAnswer } from './wires/chat.ts';
import { messagesAnswer } from './wires/messages.ts';
import { responsesAnswer } from './wires/responses.ts';

type Options = {
  /** What the model does with a request. */
  readonly think: (request: SeenRequest) => ModelReply | Promise<ModelReply>;
  /** The preferred port; 0, the default, takes any. */
  readonly port?: number;
};

export type LlmTwin = {
  /** `http://127.0.0.1:…/v1` */
  readonly baseUrl: string;
  /** All requests so far, oldest first. */
  readonly seen: readonly SeenRequest[];
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
export async function startLlmTwin({ think, port = 0 }: Options): Promise<LlmTwin> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wire = paths.get(request.url);
    if (wire === undefined || request.method !== 'POST') {
      end(response, 404, '{}');
      return;
    }
    const body = JSON.parse(await text(request)) as SeenRequest['body'];
    const asked = { wire, headers: request.headers, body };
    seen.push(asked);
    const reply = await think(asked);
    if ('line' in reply) {
      breakLine(reply.line, wire, response);
      return;
    }
    if ('refuses' in reply) {
      const { status, headers, body: words } = refusal(reply.refuses, wire);
      end(response, status, words, headers);
      return;
    }
    end(response, 200, JSON.stringify(writers[wire](complete(reply, body))));
  }

  const host = '127.0.0.1';
  const bound = await listen(server, host, port);
  return {
    baseUrl: `http://${host}:${bound}/v1`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function complete(reply: Extract<ModelReply, { says?: string }>, body: SeenRequest['body']): Answer {
  const { says = '', calls = [], end, uncounted = false } = reply;
  const input = Math.ceil(JSON.stringify(body).length / 4);
  return {
    model: String(body['model']),
    says,
    calls: calls.map((call, index) => ({ ...call, id: call.id ?? `call_${index + 1}` })),
    end: end ?? (calls.length > 0 ? 'calls' : 'stop'),
    usage: uncounted
      ? undefined
      : { input, cached: Math.floor(input / 2), output: Math.ceil(says.length / 4) + 1 },
  };
}

function breakLine(fault: LineFault, wire: WireName, response: ServerResponse): void {
  switch (fault) {
    case 'hang':
      return;
    case 'hang-in-body':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"id":"');
      return;
    case 'reset':
      response.destroy();
      return;
    case 'cut-body':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"id":"broken', () => response.destroy());
      return;
    case 'garbage': {
      end(response, 200, 'these are not the tokens you are looking for');
      return;
    }
    case 'wrong-shape': {
      end(response, 200, JSON.stringify({ result: 'ok' }));
      return;
    }
    case 'no-choices': {
      end(response, 200, JSON.stringify(withoutChoices[wire]));
      return;
    }
    case 'too-large': {
      end(response, 200, JSON.stringify({ id: 'x'.repeat(5_000_000) }));
      return;
    }
    case 'redirect': {
      end(response, 307, '', { location: 'http://127.0.0.1:9/v1/elsewhere' });
      return;
    }
  }
}

const withoutChoices: Readonly<Record<WireName, object>> = {
  chat: { id: 'chatcmpl-twin', object: 'chat.completion', created: 0, model: 'twin', choices: [] },
  responses: {
    id: 'resp_twin',
    object: 'response',
    created_at: 0,
    model: 'twin',
    status: 'completed',
    output: [],
  },
  messages: {
    id: 'msg_twin',
    type: 'message',
    role: 'assistant',
    model: 'twin',
    content: [],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 0 },
  },
};

function end(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new Error('a prompt of more than eight mebibytes');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
