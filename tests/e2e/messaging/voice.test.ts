import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atendeClient, type AtendeClient } from '../../../client/atende-client.ts';
import { startLlmTwin, type LlmTwin } from '../../../twin/llm/start-llm-twin.ts';
import type { ModelReply } from '../../../twin/llm/reply.ts';
import { bySecret } from '../../support/api/issuer.ts';
import { aRecording } from '../../support/builders/a-recording.ts';
import { bodyWithMessages, message } from '../../support/builders/meta-webhooks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import {
  registerClinic,
  startProduct,
  withoutApiLimits,
  type Product,
} from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { startMediaStub, type MediaStub } from '../../support/vendors/media-stub.ts';

const port = 26_876;
let database: TestDatabase;
let pool: pg.Pool;
let meta: MediaStub;
let ears: LlmTwin;
let product: Product;
let clinicId: string;
let bia: AtendeClient;
/** In place of what lies in the recording. */
let odd: ((n: number) => ModelReply | undefined) | undefined;
let heardTimes = 0;

const start = () =>
  startProduct({
    databaseUrl: database.url,
    graphUrl: meta.url,
    port,
    environment: {
      TRANSCRIPTION_PROVIDER: 'openai-compatible',
      TRANSCRIPTION_BASE_URL: ears.baseUrl,
      TRANSCRIPTION_MODEL: 'whisper-1',
      TRANSCRIPTION_WAIT_MS: '5000',
      TRANSCRIPTION_TIMEOUT_MS: '2000',
      ...withoutApiLimits,
    },
  });

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  clinicId = await registerClinic(pool, {});
  await pool.query(
    'insert into clinic_assistants (clinic_id, uses_model, hears_voice) values ($1, false, true)',
    [clinicId],
  );
  meta = await startMediaStub();
  ears = await startLlmTwin({
    think: () => ({ says: '' }),
    hear: ({ bytes }) => {
      heardTimes += 1;
      const said = /fala: ([^\n\0]+)/.exec(bytes.toString('utf8'))?.[1] ?? '';
      return odd?.(heardTimes) ?? { says: said };
    },
  });
  product = await start();
  const token = await bySecret({ sub: 'bia', role: 'clinic-staff', clinicIds: [clinicId] });
  bia = atendeClient({ baseUrl: product.url, token: () => token });
});
afterAll(async () => {
  await product.stop('SIGTERM');
  await ears.close();
  meta.close();
  await pool.end();
  await database.drop();
});

let people = 0;
let recordings = 0;

/** A patient records a voice note. */
async function records(said: string) {
  people += 1;
  const from = `551195577${String(people).padStart(4, '0')}`;
  const send = (content: object) =>
    product.webhook(
      bodyWithMessages(
        message({
          from,
          from_user_id: `BR.77${String(people).padStart(6, '0')}`,
          timestamp: String(Math.floor(Date.now() / 1_000)),
          ...content,
        }),
      ),
    );
  const speak = async (words: string) => {
    const id = `voice-${(recordings += 1)}`;
    meta.files.set(id, { bytes: aRecording(6, words) });
    await send({ type: 'audio', audio: { id, mime_type: 'audio/ogg; codecs=opus', voice: true } });
  };
  await speak(said);
  const shown = async () => {
    const { items } = await bia.listConversations({ clinicId, limit: 100 });
    const conversation = items.find(({ contact: { phone } }) => phone === from);
    if (conversation === undefined) return [];
    return (await bia.listMessages({ clinicId, conversationId: conversation.id })).items;
  };
  const replies = async () =>
    (await shown()).filter(({ direction }) => direction === 'outbound').map(({ text }) => text);
  return {
    send,
    speak,
    replies,
    audio: async () => (await shown()).find(({ type }) => type === 'audio'),
    answered: async () => {
      await until('an answer', async () => (await replies()).length > 0);
      return (await replies()).join('\n');
    },
  };
}

describe('a voice note', () => {
  test('that wants no more messages is asked about; the number that answers picks from that question', async () => {
    const patient = await records('bom dia');
    await patient.answered();
    const { length } = await patient.replies();
    await patient.speak('parar');
    await until('the question', async () => (await patient.replies()).length > length);
    expect((await patient.replies())[0]).toContain('Toque para confirmar');
    await patient.send({ type: 'text', text: { body: '1' } });
    await until('the answer', async () => (await patient.replies()).length > length + 1);
    expect((await patient.replies())[0]).toContain('Não enviaremos mais lembretes');
  });

  test('is understood as if it were written, and repeated; the team reads it under the audio', async () => {
    const patient = await records('Oi, quanto custa a consulta?');
    const answer = await patient.answered();
    expect(answer).toContain('Entendi do seu áudio: “Oi, quanto custa a consulta?”');
    expect(answer).not.toContain('Não consegui ouvir');
    expect((await patient.audio())?.media).toMatchObject({
      state: 'stored',
      transcript: { state: 'heard', text: 'Oi, quanto custa a consulta?' },
    });
    expect(ears.recordings.at(-1)).toMatchObject({ fields: { language: 'pt', model: 'whisper-1' } });
  });

  test('that tells of an emergency is answered as one', async () => {
    const patient = await records('meu pai está com dor no peito e não consegue respirar');
    expect(await patient.answered()).toContain('192');
  });

  test('that nobody can hear is asked for in writing after some seconds, and stays with the team', async () => {
    odd = () => ({ line: 'hang' });
    const patient = await records('quero marcar');
    expect(await patient.answered()).toContain('Não consegui ouvir o seu áudio');
    expect((await patient.replies()).join()).not.toContain('Entendi do seu áudio');
    expect((await patient.audio())?.media?.state).toBe('stored');
    odd = undefined;
    heardTimes = 0;
  });

  test('is heard by the second attempt where the first one fails', async () => {
    odd = (n) => (n === 1 ? { refuses: 'server-error' } : undefined);
    heardTimes = 0;
    const patient = await records('qual o endereço de vocês?');
    expect(await patient.answered()).toContain('Entendi do seu áudio');
    odd = undefined;
  });

  test('is not lost when the process dies while it is being listened to', async () => {
    odd = (n) => (n === 1 ? { line: 'hang' } : undefined);
    heardTimes = 0;
    const patient = await records('vocês abrem no sábado?');
    await until('somebody listens', () => heardTimes > 0);
    await product.stop('SIGKILL');
    // what was held by the dead
    await pool.query(
      'update message_media set transcript_lease_until = now() where transcript_lease_until is not null',
    );
    product = await start();
    await patient.answered();
    await until('the words', async () => (await patient.audio())?.media?.transcript?.state === 'heard');
    expect((await patient.replies()).length).toBeGreaterThan(0);
    odd = undefined;
  });

  test('leaves with its message', async () => {
    const patient = await records('meu nome é Zulmira e quero marcar');
    await patient.answered();
    const found = async () => {
      const { rowCount } = await pool.query(`select from message_media where transcript like '%Zulmira%'`);
      return rowCount;
    };
    expect(await found()).toBe(1);
    await pool.query(`delete from whatsapp_messages_improved where type = 'audio'`);
    expect(await found()).toBe(0);
  });
});
