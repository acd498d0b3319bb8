// What neither the compiler nor dependency-cruiser sees: folders that a reader can take in at a glance, and names that
// mean one thing.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const mostSiblings = 20;
/** A numbered record, read by number. */
const records = new Set(['docs/decisions']);

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean);

/** Names beside each other, by folder. */
const folders = new Map();
for (const file of files) {
  const parts = file.split('/');
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const folder = parts.slice(0, depth - 1).join('/');
    if (folder !== '') folders.set(folder, (folders.get(folder) ?? new Set()).add(parts[depth - 1]));
  }
}
const crowded = [...folders]
  .filter(([folder, names]) => names.size > mostSiblings && !records.has(folder))
  .map(([folder, { size }]) => `${folder} holds ${size} entries, at most ${mostSiblings} fit in a glance`);

/** Where each exported type, class and interface of the product stands. */
const types = new Map();
for (const file of files.filter((name) => /^src\/.*\.ts$/.test(name)))
  for (const [, name] of readFileSync(file, 'utf8').matchAll(
    /^export (?:type|interface|(?:abstract )?class) (\w+)/gm,
  ))
    types.set(name, [...(types.get(name) ?? []), file]);
const shared = [...types]
  .filter(([, places]) => places.length > 1)
  .map(([name, places]) => `${name} is the name of several types: ${places.join(', ')}`);

const problems = [...crowded, ...shared];
if (folders.size < 50 || types.size < 200)
  problems.push(`only ${folders.size} folders and ${types.size} types were seen`);
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
