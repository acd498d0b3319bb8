import { expect, test } from 'vitest';
import { postgresFault } from '../../../src/adapters/postgres/fault.ts';

const withCode = (code: string, message = 'x', more = {}) =>
  Object.assign(new Error(message), { code, ...more });

test.each([
  ['08006', 'database.unavailable'],
  ['57P01', 'database.unavailable'],
  ['55000', 'database.unavailable'],
  ['57014', 'database.timeout'],
  ['53300', 'database.overloaded'],
  ['55P03', 'database.overloaded'],
  ['40001', 'database.contention'],
  ['40P01', 'database.contention'],
  ['25006', 'database.read-only'],
  ['28P01', 'database.refuses-us'],
  ['42501', 'database.refuses-us'],
  ['42P01', 'database.wrong-schema'],
  ['22P02', 'database.data-refused'],
  ['23505', 'database.data-refused'],
  ['XX001', 'database.damaged'],
])('SQLSTATE %s is %s', (state, code) => {
  expect(postgresFault(withCode(state))?.code).toBe(code);
});

test.each([
  [new Error('timeout exceeded when trying to connect'), 'database.overloaded'],
  [new Error('Query read timeout'), 'database.timeout'],
  [new Error('Connection terminated unexpectedly'), 'database.unavailable'],
  [withCode('ECONNREFUSED', 'connect ECONNREFUSED', { syscall: 'connect' }), 'database.unavailable'],
])('%s is %s', (error, code) => {
  expect(postgresFault(error)?.code).toBe(code);
});

test.each([
  new Error('x'),
  new TypeError('y'),
  withCode('ERR_INVALID_ARG_TYPE'),
  'EPIPE',
  undefined,
  withCode('ABCDE'),
])('any other error is none of the database: %s', (error) => {
  expect(postgresFault(error)).toBeUndefined();
});
