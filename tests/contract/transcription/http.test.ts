import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { httpTranscription } from '../../../src/adapters/llm/transcription.ts';
import type { Transcription } from '../../../src/application/ports/media/transcription.ts';
import type { ModelFailureKind } from '../../../src/domain/assistant/model-failure.ts';
import { startLlmTwin } from '../../../twin/llm/start-llm-twin.ts';
import { transcriptionContract } from './transcription.contract.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of our own, which does as `handle` says. */
async function served(handle: Handler, work: (transcription: Transcription) => Promise<void>): Promise<void> {
  const server = createServer((request, response) => {
    request.resume();
    handle(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  const baseUrl = `http://127.0.0.1:${address.port}/v1/`;
  try {
    await work(httpTranscription({ baseUrl, apiKey: 'k', model: 'whisper-1' }));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const answers =
  (status: number, body: string, headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

const failures: Readonly<Partial<Record<ModelFailureKind, Handler>>> = {
  unavailable: answers(500, '<html>Bad gateway</html>'),
  'rate-limited': answers(429, '{"error":{"message":"slow down"}}', { 'retry-after': '7' }),
  'key-refused': answers(401, '{"error":{"code":"invalid_api_key"}}'),
  'quota-exhausted': answers(429, '{"error":{"code":"insufficient_quota"}}'),
  'answer-unusable': answers(200, 'these are not the words'),
};

transcriptionContract('an OpenAI-compatible server', (ear, work) => {
  if (ear === 'hangs') return served(() => undefined, work);
  if ('fails' in ear) return served(failures[ear.fails] as Handler, work);
  const { text, ms } = ear;
  const usage = ms === undefined ? undefined : { type: 'duration', seconds: ms / 1_000 };
  return served(answers(200, JSON.stringify({ text, usage })), work);
});

const large = { bytes: new Uint8Array(4_000_000), type: 'audio/ogg' };

const recording = { bytes: new Uint8Array(Buffer.from('OggS fala: oi')), type: 'audio/ogg' };
const listen = (transcription: Transcription) =>
  transcription.transcribe(recording, new AbortController().signal);

describe('a server that transcribes', () => {
  const odd: readonly (readonly [string, Handler, ModelFailureKind])[] = [
    [
      'five megabytes of words',
      answers(200, JSON.stringify({ text: 'a'.repeat(5_000_000) })),
      'answer-unusable',
    ],
    ['another shape', answers(200, '{"result":"ok"}'), 'answer-unusable'],
    ['words that are no text', answers(200, '{"text":{"a":1}}'), 'answer-unusable'],
    ['nothing at all', answers(200, ''), 'answer-unusable'],
    ['an HTML page with status 200', answers(200, '<html>hello</html>'), 'answer-unusable'],
    ['a recording that is too large for it', answers(413, '{}'), 'context-too-long'],
    ['a model that it does not have', answers(404, '{"error":{"code":"model_not_found"}}'), 'unknown-model'],
    [
      'a way to somebody else, which a key must not go',
      answers(307, '', { location: 'http://127.0.0.1:9/' }),
      'unavailable',
    ],
    [
      'half a body',
      (_, response) => {
        response.writeHead(200, { 'content-length': '5000' });
        response.write('{"text":"', () => response.destroy());
      },
      'unavailable',
    ],
    ['a closed connection', (_, response) => response.destroy(), 'unavailable'],
  ];
  it.each(odd)('gives %s: that is a failure, and says nothing of the answer', (_, handle, failure) =>
    served(handle, async (transcription) => {
      const error = await listen(transcription).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ failure });
      expect(error).not.toHaveProperty('cause');
    }),
  );

  it('may answer or break off before it has read all: nothing but this attempt fails', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const hurried: readonly Handler[] = [
      (_, response) => response.writeHead(400, { connection: 'close' }).end('{}'),
      (request) => request.socket.destroy(),
      answers(200, JSON.stringify({ text: 'a'.repeat(5_000_000) })),
    ];
    try {
      for (const handle of [...hurried, ...hurried, ...hurried])
        await served(handle, async (transcription) => {
          await expect(transcription.transcribe(large, new AbortController().signal)).rejects.toThrow();
        });
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      process.off('unhandledRejection', note);
    }
    expect(unhandled).toEqual([]);
  });

  it('says when it may be asked again', () =>
    served(failures['rate-limited'] as Handler, async (transcription) => {
      await expect(listen(transcription)).rejects.toMatchObject({ retryAfterMs: 7_000 });
    }));

  it('believes nothing of a length that is none', () =>
    served(answers(200, '{"text":"oi","duration":"long","usage":{"seconds":-4}}'), async (transcription) => {
      expect(await listen(transcription)).toEqual({ text: 'oi' });
    }));

  it('is given the bytes, the model and the language, and nothing of the patient', async () => {
    const twin = await startLlmTwin({ think: () => ({ says: '' }) });
    try {
      const transcription = httpTranscription({ baseUrl: twin.baseUrl, apiKey: 'key-1', model: 'whisper-1' });
      expect(await listen(transcription)).toEqual({ text: 'oi' });
      const [seen] = twin.recordings;
      expect(seen).toMatchObject({
        fileName: 'audio.ogg',
        fields: { model: 'whisper-1', language: 'pt', response_format: 'json' },
        headers: { authorization: 'Bearer key-1' },
      });
      expect(seen?.bytes.equals(Buffer.from(recording.bytes))).toBe(true);
    } finally {
      await twin.close();
    }
  });
});
