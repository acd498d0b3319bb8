// Loaded into a product before it starts: counts its statements and records its CPU profile, from 'profile-start' on
// until 'profile-end', which it answers with both.
import { Session } from 'node:inspector/promises';
import { createRequire } from 'node:module';
import type pg from 'pg';
import type { Recorded, SentStatement } from './recorded.ts';

const samplingUs = 500;

// of the version that is measured, which may lie in another folder
const { Client } = createRequire(process.argv[1] ?? import.meta.url)('pg') as typeof pg;

const statements = new Map<string, SentStatement>();
/** Statements of a connection that have no answer yet. */
const onTheWay = new WeakMap<object, number>();

function count(connection: object, config: unknown): void {
  const query = typeof config === 'string' ? { text: config } : (config as { text: string; name?: string });
  const before = onTheWay.get(connection) ?? 0;
  onTheWay.set(connection, before + 1);
  // the clinic of a transaction stands in the text
  const text = query.text.replace(/'[0-9a-f-]{36}'/, "'…'");
  const sent = statements.get(text) ?? { text, name: query.name, count: 0, roundTrips: 0 };
  const roundTrips = sent.roundTrips + (before === 0 ? 1 : 0);
  statements.set(text, { ...sent, count: sent.count + 1, roundTrips });
}

type Given = unknown[];
const query = Reflect.get(Client.prototype, 'query') as (...given: Given) => unknown;
Client.prototype.query = function counted(this: object, ...given: Given): unknown {
  count(this, given[0]);
  const done = () => onTheWay.set(this, (onTheWay.get(this) ?? 1) - 1);
  const callback = given.at(-1);
  if (typeof callback === 'function')
    given[given.length - 1] = (...results: unknown[]): unknown => {
      done();
      return (callback as (...results: unknown[]) => unknown)(...results);
    };
  const result = query.apply(this, given);
  if (result instanceof Promise) result.then(done, done);
  return result;
} as typeof Client.prototype.query;

const session = new Session();
session.connect();

async function start(): Promise<void> {
  statements.clear();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: samplingUs });
  await session.post('Profiler.start');
}

async function end(): Promise<Recorded> {
  const sent = [...statements.values()];
  const { profile } = await session.post('Profiler.stop');
  return { statements: sent, profile };
}

process.on('message', (message) => {
  if (message === 'profile-start') void start().then(() => process.send?.('started'));
  if (message === 'profile-end') void end().then((recorded) => process.send?.(recorded));
});
