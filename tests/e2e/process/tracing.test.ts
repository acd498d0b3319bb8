import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';
import { startGoogleTwin, type GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import { scriptedMind } from '../../../twin/llm/scripted-mind.ts';
import { startLlmTwin, type LlmTwin } from '../../../twin/llm/start-llm-twin.ts';
import { startTwin, type Twin } from '../../../twin/start-twin.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import {
  bearer,
  client,
  comeBack,
  googleEnvironment,
  redirectUri,
  restApi,
} from '../../support/product/google-product.ts';
import { phoneOfAPatient } from '../../support/product/phone-of-a-patient.ts';
import { registerClinic, secrets, startProduct, type Product } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import {
  startOtlpReceiver,
  type OtlpReceiver,
  type ReceivedSpan,
} from '../../support/vendors/otlp-receiver.ts';

// A message on its way through the product, seen by whoever collects traces.
const lara = 'dra-lara-monteiro@group.calendar.google.com';
const canaries = {
  name: 'Otiliana',
  phone: '5511955580801',
  word: 'jabuticabeira',
  clinic: 'mandacaruzeiro',
  modelKey: 'sk-secret-of-the-test',
};

type World = Awaited<ReturnType<typeof aWorld>>;

async function aWorld(port: number, processes: readonly Readonly<Record<string, string>>[]) {
  const database: TestDatabase = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const { whatsappNumber, phoneNumberId, wabaId, name, contextualization } = demoClinic;
  const context = JSON.stringify(contextualization).replace('Cuidamos', `${canaries.clinic}. Cuidamos`);
  const clinicId = await registerClinic(pool, {
    ...{ name, number: whatsappNumber, phoneNumberId },
    context: JSON.parse(context) as never,
  });
  const host = '127.0.0.1';
  const meta: Twin = await startTwin({
    host,
    port: port + 5,
    webhookUrl: `http://${host}:${port}/webhook/whatsapp-meta`,
    appSecret: secrets.appSecret,
    accessToken: secrets.accessToken,
    numbers: [{ phoneNumberId, displayNumber: whatsappNumber, wabaId, name }],
  });
  const google: GoogleTwin = await startGoogleTwin({
    ...client,
    ...{ host, port: port + 6, redirectUris: [redirectUri(port)] },
  });
  const model: LlmTwin = await startLlmTwin({ think: scriptedMind, port: port + 7 });
  const receiver: OtlpReceiver = await startOtlpReceiver();
  const products: Product[] = [];
  for (const [n, environment] of processes.entries())
    products.push(
      await startProduct({
        databaseUrl: database.url,
        graphUrl: meta.graphUrl,
        port: port + n,
        environment: {
          ...googleEnvironment(google),
          AVAILABILITY_CACHE_MS: '0',
          LLM_PROVIDER: 'openai-compatible',
          LLM_BASE_URL: model.baseUrl,
          LLM_API_KEY: canaries.modelKey,
          LLM_MODEL: 'twin',
          OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
          OTEL_EXPORTER_OTLP_HEADERS: 'x-key=of%20the%20collector',
          OTEL_BSP_SCHEDULE_DELAY: '100',
          METRICS_TOKEN: 'token-of-the-scraper',
          ...environment,
        },
      }),
    );
  const [web] = products as [Product];
  const api = restApi(web, await bearer([clinicId]));
  const begun = await api.start(clinicId);
  const callback = await google.consent(String(begun.body['consentUrl']), {
    account: 'agenda.ipeamarelo@example.com.br',
  });
  await comeBack(callback, begun.headers.get('set-cookie')?.split(';')[0]);
  await api.associate({ clinicId, calendarIds: [lara], professionals: { [lara]: 'lara' } });
  const choice = { usesModel: true, model: null, dayMicrodollars: null };
  await api.call('PUT', `/api/clinics/${clinicId}/assistant`, choice);
  return {
    ...{ clinicId, receiver, products, web },
    patient: phoneOfAPatient(meta, canaries.phone, canaries.name),
    async close() {
      for (const product of products) await product.stop('SIGTERM');
      for (const other of [model, google, meta]) await other.close();
      receiver.close();
      await pool.end();
      await database.drop();
    },
  };
}

const steps = [
  'POST /webhook/whatsapp-meta',
  'store',
  'wait for a worker',
  'turn',
  'context',
  'assistant',
  'model step',
  'calendar busy',
  'commit',
  'send',
  'graph send',
  'status delivered',
];

const tracesOf = ({ spans }: OtlpReceiver): readonly ReceivedSpan[][] => [
  ...Map.groupBy(spans, ({ traceId }) => traceId).values(),
];

/** The trace in which the patient was answered with free times. */
async function answeredTrace({ receiver }: World): Promise<readonly ReceivedSpan[]> {
  const isWhole = (spans: readonly ReceivedSpan[]) =>
    steps.every((step) => spans.some(({ name }) => name === step));
  await until(`a trace with ${steps.join(', ')}`, () => tracesOf(receiver).some(isWhole)).catch(
    (error: unknown) => {
      const names = tracesOf(receiver).map((spans) => spans.map(({ name }) => name).join(', '));
      throw new Error(`there were: ${names.join('\n')}`, { cause: error });
    },
  );
  return tracesOf(receiver).find(isWhole) ?? [];
}

describe.each([
  ['one process', 22_820, [{}]],
  ['a web and a worker process', 22_830, [{ ROLE: 'web' }, { ROLE: 'worker,renewal' }]],
] as const)('in %s', (_, port, processes) => {
  let world: World;
  let trace: readonly ReceivedSpan[];
  beforeAll(async () => {
    world = await aWorld(port, processes);
    await world.patient.write(`oii, sou ${canaries.name}, queria a dermato por causa da ${canaries.word}`);
    trace = await answeredTrace(world);
  }, 90_000);
  afterAll(() => world.close());

  test('one message is one trace, from its webhook to what the patient’s phone reports', () => {
    const parentsOf = (name: string) =>
      trace
        .filter((span) => span.name === name)
        .map(({ parentSpanId }) => trace.find(({ spanId }) => spanId === parentSpanId)?.name ?? 'none');
    const [webhook = ''] = steps;
    expect(parentsOf(webhook)).toEqual(['none']);
    expect(parentsOf('store')).toEqual([webhook]);
    expect(parentsOf('wait for a worker').toSorted()).toEqual([webhook, 'commit'].toSorted());
    expect(parentsOf('turn')).toEqual([webhook]);
    expect(parentsOf('context')).toContain('turn');
    expect(parentsOf('assistant')).toEqual(['turn']);
    expect(new Set(parentsOf('model step'))).toEqual(new Set(['assistant']));
    expect(new Set(parentsOf('calendar busy'))).toEqual(new Set(['assistant']));
    expect(parentsOf('commit')).toEqual(['turn']);
    expect(parentsOf('send')).toEqual(['commit']);
    expect(parentsOf('graph send')).toEqual(['send']);
    expect(parentsOf('status delivered')).toEqual(['graph send']);
    expect(new Set(trace.map(({ spanId }) => spanId)).size).toBe(trace.length);
  });

  test('its spans say which process did what, and of whom', () => {
    const rolesOf = (name: string) => trace.find((span) => span.name === name)?.roles;
    const worker = processes.at(-1);
    expect(rolesOf('store')).toContain('web');
    expect(rolesOf('turn')).toBe(
      worker !== undefined && 'ROLE' in worker ? 'worker renewal' : rolesOf('store'),
    );
    const turn = trace.find(({ name }) => name === 'turn');
    expect(turn?.attributes).toContainEqual({
      key: 'atende.clinic_id',
      value: { stringValue: world.clinicId },
    });
    expect(turn?.attributes).toContainEqual({ key: 'atende.outcome', value: { stringValue: 'answered' } });
  });

  test('whoever has the id of the request in the log has the trace', () => {
    const traceId = trace[0]?.traceId ?? '';
    const logged = world.products.flatMap((product) =>
      product
        .log()
        .split('\n')
        .filter((line) => line.includes('"turn answered"')),
    );
    expect(logged.some((line) => line.replaceAll('-', '').includes(traceId))).toBe(true);
  });

  test('nothing that a patient wrote, is called or is reached by leaves with them, and no key', () => {
    const told = world.receiver.bodies.join('\n');
    expect(told).toContain('graph send');
    const secret = [...Object.values(canaries), secrets.accessToken, secrets.appSecret, 'wamid', lara];
    for (const word of secret) expect(told).not.toContain(word);
    expect(told).not.toContain(Buffer.from(canaries.phone).toString('base64').slice(0, 12));
    expect(world.receiver.requests.every(({ key }) => key === 'of the collector')).toBe(true);
  });

  test('a receiver that is away costs the patient nothing, and what nobody will see is counted', async () => {
    world.receiver.answer = (response) => response.writeHead(400).end();
    const heard = await world.patient.write('obrigada, qual é o endereço?');
    expect(heard.text).not.toBe('');
    const lostOf = async ({ url }: Product) => {
      const scraped = await fetch(`${url}/metrics`, {
        headers: { authorization: 'Bearer token-of-the-scraper' },
      });
      return Number(/^atende_spans_total\{outcome="lost"\} (\d+)/m.exec(await scraped.text())?.[1] ?? 0);
    };
    await until('lost spans to be counted', async () => {
      const lost = await Promise.all(world.products.map(lostOf));
      return lost.every((count) => count > 0);
    });
  });
});
