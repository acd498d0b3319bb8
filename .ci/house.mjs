// What neither the compiler nor dependency-cruiser sees: folders that a reader can take in at a glance, names that mean
// one thing, and parts that can be held in the head. `--sizes` also shows how large those are.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { sizesOf } from './sizes.mjs';

const mostSiblings = 20;
/** Numbered records, read by number; none of them may be merged or moved once it stands. */
const records = new Set(['docs/decisions', 'migrations']);

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

/** Where each exported type, class and interface stands; the product and its console are two programs. */
const types = new Map();
for (const file of files.filter((name) => /^(?:console\/)?src\/.*\.tsx?$/.test(name)))
  for (const [, name] of readFileSync(file, 'utf8').matchAll(
    /^export (?:type|interface|(?:abstract )?class) (\w+)/gm,
  )) {
    const key = file.startsWith('console/') ? `${name} of the console` : name;
    types.set(key, [...(types.get(key) ?? []), file]);
  }
const shared = [...types]
  .filter(([, places]) => places.length > 1)
  .map(([name, places]) => `${name} is the name of several types: ${places.join(', ')}`);

const { problems: tooLarge, sizes } = sizesOf(files);
if (process.argv.includes('--sizes'))
  for (const [part, lines] of sizes) console.log(`${String(lines).padStart(5)} ${part}`);

const problems = [...crowded, ...shared, ...tooLarge];
if (folders.size < 50 || types.size < 200 || sizes.length < 15)
  problems.push(`only ${folders.size} folders, ${types.size} types and ${sizes.length} parts were seen`);
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
