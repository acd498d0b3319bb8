import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { databaseUrl, dropDatabase, runAsAdmin } from './admin.ts';

export type TestDatabase = { readonly url: string; drop(): Promise<void> };

/** A migrated database of its own for one test file. */
export const createTestDatabase = (): Promise<TestDatabase> => cloneOf(inject('templateDatabase'));

/** One that no migration has touched. */
export const createEmptyDatabase = (): Promise<TestDatabase> => cloneOf('template0');

async function cloneOf(template: string): Promise<TestDatabase> {
  const adminUrl = inject('adminUrl');
  const name = `atende_test_${randomUUID().replaceAll('-', '')}`;
  await runAsAdmin(adminUrl, `create database ${name} template ${template}`);
  return {
    url: databaseUrl(adminUrl, name),
    drop: () => dropDatabase(adminUrl, name),
  };
}
