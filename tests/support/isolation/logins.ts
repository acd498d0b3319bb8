import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { runAsAdmin } from '../database/admin.ts';

export type Login = {
  readonly name: string;
  /** Where this login is used instead of the given one. */
  at(url: string): string;
  /** After the databases in which it owns or may something. */
  drop(): Promise<void>;
};

/** A role of the test server that may log in, with what `attributes` say, e.g. `in role atende_app`. */
export async function createLogin(attributes: string): Promise<Login> {
  const name = `atende_test_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  await runAsAdmin(inject('adminUrl'), `create role ${name} login password '${password}' ${attributes}`);
  return {
    name,
    at(url) {
      const own = new URL(url);
      own.username = name;
      own.password = password;
      return own.href;
    },
    drop: () => runAsAdmin(inject('adminUrl'), `drop role if exists ${name}`),
  };
}
