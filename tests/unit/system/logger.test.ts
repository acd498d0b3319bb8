import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openLog } from '../../../src/adapters/logging/logger.ts';
import { seenError } from '../../../src/adapters/logging/logged-error.ts';
import { IngestUnavailable } from '../../../src/domain/messaging/ingest-errors.ts';
import { placePerson } from '../../../src/domain/messaging/people/place-person.ts';

const clinicId = '018f7d2a-0000-7000-8000-00000000000a';

/** The lines of the log, as they are written. */
function logged(write: (log: ReturnType<typeof openLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(openLog('debug', false, { write: (line) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const fieldsOf = (fields: object) => logged((log) => log.info(fields, 'something happened'))[0];

test('says what happened to what, by ids, counts and words of ours', () => {
  const at = new Date('2026-11-25T12:00:00Z');
  const fields = {
    requestId: 'req-1',
    clinicId,
    outcome: 'stored',
    items: 3,
    ms: 12.3456,
    at,
    handedOver: false,
  };
  expect(fieldsOf(fields)).toMatchObject({
    ...fields,
    ms: 12.346,
    at: at.toISOString(),
    msg: 'something happened',
    level: 30,
  });
});

test.each([
  '018f7d2a-0000-7000-8000-00000000000a',
  '4bf92f3577b34da6a3ce929d0e0e4736',
  '1-67891233-abcdef012345678912345678',
  'unknown',
])('keeps the correlation id %s', (requestId) => {
  expect(fieldsOf({ requestId })).toMatchObject({ requestId });
});

test('says which message it was at Meta, to whoever has its id and to nobody else', () => {
  const metaMessageId = `wamid.${Buffer.from('5547999990001 AB12CD34EF56AB78').toString('base64')}`;
  const digest = createHash('sha256').update(metaMessageId).digest('hex').slice(0, 16);
  expect(fieldsOf({ metaMessageId })).toMatchObject({ metaMessageId: `sha256:${digest}` });
  expect(fieldsOf({ metaMessageId: '5547999990001' })).toMatchObject({ metaMessageId: '[not logged]' });
});

test('writes what every line has once, whatever is logged', () => {
  const lines: string[] = [];
  const given = { pid: 7, level: 7, time: new Date(), msg: 'other' };
  openLog('info', false, { write: (line) => lines.push(line) }).info(given, 'something happened');
  for (const name of Object.keys(given)) expect(lines[0]?.split(`"${name}":`), name).toHaveLength(2);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    pid: process.pid,
    msg: 'something happened',
    unlisted: 4,
  });
});

test('says nothing below its level', () => {
  const lines: string[] = [];
  openLog('warn', false, { write: (line) => lines.push(line) }).info({ clinicId }, 'too quiet');
  expect(lines).toEqual([]);
});

describe('does not write', () => {
  test.each([
    ['a field that nobody has listed', { patientName: 'Maria', email: 'maria@example.com' }, { unlisted: 2 }],
    ['what lies deeper', { settings: { phone: '5547999990001' } }, { unlisted: 1 }],
    [
      'what Meta says about a failure',
      { failure: { class: 'final', code: '131026', detail: '+55 47 99999-0001' } },
      {
        failure: { class: 'final', code: '131026' },
      },
    ],
    ['a text where an id belongs', { clinicId: 'Maria tem dor no peito' }, { clinicId: '[not logged]' }],
    ['a text where a word belongs', { outcome: 'dor no peito', reason: 'dói' }, { outcome: '[not logged]' }],
    ['a telephone as a word', { requestId: '5547999990001' }, { requestId: '[masked]' }],
    ['a telephone as a number', { items: 5547999990001 }, { items: '[not logged]' }],
    ['a wamid as a correlation id', { requestId: 'wamid.HBgNNTU0Nzk5OTk5MDAwMQ' }, { requestId: '[masked]' }],
    [
      'whose address a calendar has',
      { alert: 'calendar-unreadable', subject: 'maria@example.com' },
      { alert: 'calendar-unreadable', subject: '[address]' },
    ],
    [
      'a name that is counted',
      { outcomes: { stored: 2, 'maria silva': 1, duplicate: 5547999990001 } },
      { outcomes: { stored: 2 } },
    ],
    ['a token as a word', { requestId: 'EAAGm0PX4ZCpsBAKZCexample' }, { requestId: '[masked]' }],
    [
      'more of an address than where it is',
      { url: 'https://user:pass@host:1/x?token=y' },
      { url: 'https://host:1' },
    ],
    ['an error under another name', { error: new Error('Maria') }, { unlisted: 1 }],
    [
      'a name from elsewhere',
      JSON.parse('{"__proto__": {"outcome": "x"}, "maria": 1}') as object,
      { unlisted: 2 },
    ],
  ])('%s', (_, fields, rest) => {
    const line = fieldsOf(fields);
    expect(line).toMatchObject(rest);
    expect(JSON.stringify(line)).not.toMatch(/maria|99999|peito|dói|EAAG|pass|token/i);
  });

  test('a message that was put together', () => {
    expect(logged((log) => log.info({}, 'sent to +55 (47) 99999-0001'))[0]).toMatchObject({
      msg: 'sent to [digits]',
    });
  });
});

/** As the driver makes them. */
const ofPostgres = (code: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { severity: 'ERROR', routine: 'some_routine', code, ...more });

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not throw');
}

describe('of an error', () => {
  test('the wording is written when it is ours', () => {
    expect(seenError(new IngestUnavailable(undefined))).toMatchObject({
      type: 'IngestUnavailable',
      code: 'messaging.ingest-unavailable',
      message: 'The webhook could not be stored',
    });
  });

  test('the place is written when the wording is not', () => {
    const seen = seenError(thrownBy(() => JSON.parse('Maria tem dor no peito')));
    expect(seen).toMatchObject({ type: 'SyntaxError' });
    expect(seen.stack?.[0]).toContain('JSON.parse');
    expect(seen.stack?.[1]).toContain('logger.test.ts');
    expect(JSON.stringify(seen)).not.toContain('Maria');
  });

  test('what the engine says about a line of ours is written without what it quotes', () => {
    const nothing = undefined as unknown as Parameters<typeof placePerson>[0];
    const seen = seenError(thrownBy(() => placePerson(nothing, nothing as never)));
    expect(seen.message).toMatch(/^Cannot .*…/);
    expect(seen.stack?.[0]).toContain('src/domain/messaging/');
  });

  test.each([
    ['22P02', 'invalid input syntax for type uuid: "Maria tem dor no peito"'],
    ['23505', 'duplicate key value violates unique constraint of Maria'],
    ['P0001', 'Maria tem dor no peito'],
  ])('of Postgres with data in it (%s) only code and names are written', (code, message) => {
    const more = {
      detail: 'Key (phone)=(5547999990001)',
      where: 'Maria',
      constraint: 'contacts_pkey',
      table: 'contacts',
    };
    const seen = seenError(ofPostgres(code, message, more));
    expect(seen).toMatchObject({ code, database: { table: 'contacts', constraint: 'contacts_pkey' } });
    expect(JSON.stringify(seen)).not.toMatch(/Maria|99999/);
  });

  test('of Postgres about the schema or the connection the message is written', () => {
    expect(seenError(ofPostgres('42501', 'permission denied for table contacts')).message).toBe(
      'permission denied for table contacts',
    );
  });

  test('of the system the call is written', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), {
      syscall: 'connect',
      code: 'ECONNREFUSED',
      address: '127.0.0.1',
      port: 5432,
    });
    expect(seenError(refused).message).toBe('connect ECONNREFUSED 127.0.0.1 5432');
  });

  test.each([
    ['a library’s wording', new Error('no slot for Maria, +55 47 99999-0001')],
    ['its code', Object.assign(new Error('x'), { code: 'Maria' + ' tem dor' })],
    ['its name', Object.assign(new Error('x'), { name: 'Maria tem dor' })],
    ['its fields', Object.assign(new Error('x'), { request: { body: 'Maria' }, response: 'Maria' })],
    ['its causes', new IngestUnavailable(new Error('a', { cause: new Error('Maria') }))],
    ['lines that look like frames', new Error('x\n    at Maria tem dor\n    at 5547999990001')],
    ['what is thrown and is no error', 'Maria tem dor'],
  ])('%s may not be written', (_, error) => {
    expect(JSON.stringify(seenError(error))).not.toMatch(/Maria|99999/);
  });
});

test('says what the database calls a fault that lies behind another', () => {
  const column = Object.assign(new Error('column "content" does not exist'), {
    severity: 'ERROR',
    routine: 'errorMissingColumn',
    code: '42703',
  });
  expect(fieldsOf({ err: new IngestUnavailable(column) })).toMatchObject({
    err: { code: 'messaging.ingest-unavailable', cause: { code: '42703', message: column.message } },
  });
});
