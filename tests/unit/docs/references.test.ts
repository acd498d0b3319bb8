import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchorsOf } from '../../support/markdown.ts';

const root = join(import.meta.dirname, '../../..');
const skipped = new Set(['node_modules', '.git', '.data', 'coverage', 'dist']);
const files = globSync('**/*.{md,ts,js,mjs,sql,json,html}', {
  cwd: root,
  exclude: (name) => skipped.has(name.split('/').at(-1) ?? ''),
}).filter((file) => file !== 'package-lock.json');
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');
const documents = files.filter((file) => file.endsWith('.md'));

/** Every match of a pattern in the files, as `file: match`. */
const found = (names: readonly string[], pattern: RegExp) =>
  names.flatMap((file) => [...textOf(file).matchAll(pattern)].map(([match]) => ({ file, match })));
const listed = (matches: readonly { file: string; match: string }[]) =>
  matches.map(({ file, match }) => `${file}: ${match}`);

/** Whether a path from the root, with or without an anchor, leads somewhere. */
function leadsSomewhere(target: string): boolean {
  const [path = '', anchor] = target.split('#');
  if (!existsSync(join(root, path))) return false;
  return anchor === undefined || anchorsOf(textOf(path)).has(anchor);
}

describe('references of the repository', () => {
  test('name no document that is not in the repository', () => {
    const outside =
      /\bfacts?( ?§|\/\w| \d+\.\d| sheet)|\bdesign( ?§|\.md\b)|\.\.\/shared\b|house[-]style|\bissue #?\d/g;
    expect(listed(found(files, outside))).toEqual([]);
  });

  test('of a Markdown link lead to a file, and to a heading where they name one', () => {
    const broken = found(documents, /\]\((?!https?:|mailto:)[^)\s]+\)/g).filter(({ file, match }) => {
      const link = match.slice(2, -1);
      return !leadsSomewhere(
        link.startsWith('#') ? file + link : relative(root, join(root, dirname(file), link)),
      );
    });
    expect(listed(broken)).toEqual([]);
  });

  test('to a path from the root lead to a file or a folder', () => {
    const paths =
      /(?<![\w./@-])(?:src|twin|tests|bench|docs|client|dev|deploy|console|simulation|migrations)\/[\w./-]*\w/g;
    const missing = found(documents, paths).filter(({ match }) => !leadsSomewhere(match));
    expect(listed(missing)).toEqual([]);
  });

  test('to the documentation, from code, lead to a heading or a decision', () => {
    const decisions = readdirSync(join(root, 'docs/decisions'));
    const exists = (target: string) => {
      const [, number] = /^docs\/decisions\/(\d{4})$/.exec(target) ?? [];
      return number === undefined
        ? leadsSomewhere(target)
        : decisions.some((name) => name.startsWith(number));
    };
    const links = found(
      files,
      /(?<![\w/])docs\/(?:decisions\/\d{4}[\w-]*(?:\.md)?|[\w/-]+\.md(?:#[\w-]+)?)/g,
    );
    expect(links.length).toBeGreaterThan(0);
    expect(listed(links.filter(({ match }) => !exists(match)))).toEqual([]);
  });

  test('to a test, from code, lead to a file', () => {
    const sources = files.filter((file) => /^src\/.*\.ts$/.test(file));
    const links = found(sources, /(?<![\w./])tests\/[\w./-]*\w/g);
    expect(links.length).toBeGreaterThan(20);
    expect(listed(links.filter(({ match }) => !leadsSomewhere(match)))).toEqual([]);
  });

  test('to a command name one of package.json', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const commands = found(documents, /npm run [\w:-]+/g);
    expect(listed(commands.filter(({ match }) => scripts[match.slice(8)] === undefined))).toEqual([]);
  });
});

test('the handbook explains every variable that the configuration reads, and no other', () => {
  const sources = files.filter((file) =>
    /^src\/bootstrap\/.*(?:config|environment-variables)\.ts$/.test(file),
  );
  const read = found(sources, /^ {2}[A-Z][A-Z\d_]+(?=: )/gm).map(({ match }) => match.trim());
  const explained = found(['docs/operations.md'], /(?<=`)[A-Z][A-Z\d]*_[A-Z\d_]+(?=`)/g).map(
    ({ match }) => match,
  );
  const names = new Set(read.filter((name) => name.includes('_')));
  expect(names.size).toBeGreaterThan(50);
  expect([...new Set(explained)].sort()).toEqual([...names].sort());
});
