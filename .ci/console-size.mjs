// What a browser has to load before it shows anything, and what each screen adds, stays small.
import { readFileSync, statSync } from 'node:fs';

const kilobyte = 1_000;
const most = { script: 130 * kilobyte, style: 12 * kilobyte, lazy: 25 * kilobyte };

const dist = 'console/dist';
const manifest = JSON.parse(readFileSync(`${dist}/manifest.json`, 'utf8'));
const gzipped = (file) => statSync(`${dist}/${file}.gz`).size;
const sum = (files) => [...files].reduce((whole, file) => whole + gzipped(file), 0);

const withImports = (name, seen = new Set()) => {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const next of manifest[name].imports ?? []) withImports(next, seen);
  return seen;
};
const initial = new Set();
for (const entry of Object.keys(manifest).filter((name) => manifest[name].isEntry))
  withImports(entry, initial);
const script = sum([...initial].map((name) => manifest[name].file));
const style = sum(new Set([...initial].flatMap((name) => manifest[name].css ?? [])));
const lazy = Object.keys(manifest)
  .filter((name) => !initial.has(name) && manifest[name].file.endsWith('.js'))
  .map((name) => [name, gzipped(manifest[name].file)]);

const shown = (bytes) => `${(bytes / kilobyte).toFixed(1)} kB`;
console.log(`console, gzipped: script ${shown(script)}, style ${shown(style)}`);
for (const [name, bytes] of lazy) console.log(`  ${name}: ${shown(bytes)}`);
const problems = [
  ...(script > most.script ? [`the first script is ${shown(script)}, at most ${shown(most.script)}`] : []),
  ...(style > most.style ? [`the styles are ${shown(style)}, at most ${shown(most.style)}`] : []),
  ...lazy
    .filter(([, bytes]) => bytes > most.lazy)
    .map(([name, bytes]) => `${name} is ${shown(bytes)}, at most ${shown(most.lazy)}`),
];
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
