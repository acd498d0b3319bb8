// How much a reader has to hold in the head at once: a file, a concept of the domain, the wiring. Counted are lines of
// code: neither blank, nor comment, nor import (docs/decisions/0194).
import { readFileSync } from 'node:fs';

const most = { file: 150, concept: 2_500, wiring: 600 };

/** Read by looking something up in them; each line is one more of the same. */
const lists = new Map([
  ['src/domain/assistant/safety/emergency-phrases.ts', 'what calls for an ambulance, a phrase a line'],
  ['src/domain/assistant/safety/signs.ts', 'single observations, a phrase a line'],
  ['src/bootstrap/composition/use-cases.ts', 'everything that the product does, a use case a line'],
]);

/** Concepts within another one: each has an entrance of its own, and is read on its own. */
const innerConcepts = ['assistant/grounding', 'assistant/safety', 'clinic/document'].map(
  (folder) => `src/domain/${folder}`,
);

const codeLines = (text) =>
  text
    .replace(/^import [^;]*;$/gm, '')
    .replace(/^[ \t]*\/\*[^]*?\*\//gm, '')
    .split('\n')
    .filter((line) => !/^\s*(?:\/\/.*)?$/.test(line)).length;

/** The folder that a reader of this file has in mind, if a bound holds for it. */
function partOf(file) {
  const inner = innerConcepts.find((folder) => file.startsWith(`${folder}/`));
  return inner ?? /^src\/(?:domain\/[^/.]+|bootstrap\/composition)(?=\/)/.exec(file)?.[0];
}

/** What is larger than it may be among these files, and the lines of code of each part, the largest first. */
export function sizesOf(files) {
  const measured = files
    .filter((file) => /^src\/(?:domain|application|bootstrap)\/.*\.ts$/.test(file))
    .map((file) => ({ file, lines: codeLines(readFileSync(file, 'utf8')) }));
  const parts = new Map();
  for (const { file, lines } of measured) {
    const part = partOf(file);
    if (part !== undefined) parts.set(part, (parts.get(part) ?? 0) + lines);
  }
  const sizes = [...parts].sort(([, a], [, b]) => b - a);
  const problems = [
    ...measured
      .filter(({ file, lines }) => lines > most.file && !lists.has(file))
      .map(({ file, lines }) => `${file} has ${lines} lines of code, at most ${most.file} are one idea`),
    ...[...lists.keys(), ...innerConcepts]
      .filter((name) => !measured.some(({ file }) => file.startsWith(name)))
      .map((name) => `${name} is named in .ci/sizes.mjs, and not there`),
    ...sizes.flatMap(([part, lines]) => {
      const bound = part.startsWith('src/domain/') ? most.concept : most.wiring;
      return lines > bound
        ? [`${part} has ${lines} lines of code, at most ${bound} can be held in the head`]
        : [];
    }),
  ];
  return { problems, sizes };
}
