import type { ServerResponse } from 'node:http';
import type { LineFault, WireName } from './reply.ts';

/** What goes wrong between a provider and us. */
export function breakLine(fault: LineFault, wire: WireName, response: ServerResponse): void {
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

export function end(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}
