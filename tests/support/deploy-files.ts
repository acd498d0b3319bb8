import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

export const root = resolve(import.meta.dirname, '../..');
export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The documents of a YAML file. @throws the first error in it */
export const documentsOf = (file: string): readonly unknown[] =>
  parseAllDocuments(textOf(file), { merge: true }).map((document) => {
    for (const error of document.errors) throw error;
    return document.toJS() as unknown;
  });

export const values = z.record(z.string(), z.coerce.string());

/** Every variable that the configuration reads. */
const known = new Set(
  globSync('src/bootstrap/config/*.ts', { cwd: root }).flatMap((file) =>
    [...textOf(file).matchAll(/^ {2}([A-Z][A-Z\d_]+): /gm)].map(([, name = '']) => name),
  ),
);
/** Of npm, of the images that are not ours, and of compose itself. */
const others = /^(HOME|PG[A-Z]+|POSTGRES_[A-Z]+|APP_PASSWORD|SYSTEM_PASSWORD)$/;

/** The names that nobody reads. */
export const unknownOf = (names: Iterable<string>): readonly string[] =>
  [...names].filter((name) => !known.has(name) && !others.test(name));

/** The names of package.json's commands. */
export const scripts = (): readonly string[] =>
  Object.keys(z.object({ scripts: values }).parse(JSON.parse(textOf('package.json'))).scripts);
