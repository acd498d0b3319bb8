import { closeSync, openSync, readSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { logOutput } from '../../../src/adapters/logging/log-output.ts';
import { fillUp, namedPipe } from '../../support/product/outputs.ts';
import { until } from '../../support/until.ts';

/** A pipe, and all that has come out of it. */
function pipe() {
  const { reader, writer, remove } = namedPipe({ blocks: false });
  const chunk = Buffer.alloc(65_536);
  let seen = '';
  onTestFinished(remove);
  return {
    writer,
    read: () => {
      try {
        for (let size = 1; size > 0; seen += chunk.toString('utf8', 0, size)) size = readSync(reader, chunk);
      } catch {
        // nothing more for now
      }
      return seen.trim();
    },
    close: () => closeSync(reader),
  };
}

test('writes the lines in their order', async () => {
  const { writer, read } = pipe();
  const output = logOutput({ fd: writer, onLoss: () => undefined });
  const lines = Array.from({ length: 1_000 }, (_, n) => `line ${n}`);
  for (const line of lines) output.write(`${line}\n`);
  await output.drain(5_000);
  expect(read().split('\n')).toEqual(lines);
  expect(output.lost()).toBe(0);
});

test('keeps lines for a slow reader up to a limit, and says how many were lost beyond it', async () => {
  const { writer, read } = pipe();
  fillUp(writer);
  const output = logOutput({
    fd: writer,
    mostWaiting: 20,
    onLoss: (lost) => output.write(`${lost} lost\n`),
  });
  for (const line of ['first', 'second', 'third', 'fourth', 'fifth']) output.write(`${line}\n`);
  await output.drain(1);
  expect(output.lost()).toBe(1);
  await until('the loss', () => read().includes('lost'));
  expect(read().split('\n').filter(Boolean)).toEqual(['first', 'second', 'third', 'fourth', '1 lost']);
});

test.each([
  ['a full disk', () => openSync('/dev/full', 'w')],
  [
    'a pipe whose reader has gone',
    () => {
      const { writer, close } = pipe();
      close();
      return writer;
    },
  ],
])('counts what is lost on %s, and waits for nothing', async (_, open) => {
  const output = logOutput({ fd: open(), onLoss: () => undefined });
  for (let n = 0; n < 3; n += 1) {
    output.write(`line ${n}\n`);
    await output.drain(5_000);
  }
  expect(output.lost()).toBe(3);
});

test('writes what waits behind a line at once for a process that ends', async () => {
  const { writer, read } = pipe();
  const output = logOutput({ fd: writer, onLoss: () => undefined });
  for (const line of ['first', 'second', 'third']) output.write(`${line}\n`);
  output.flush();
  expect(read()).toContain('second\nthird');
  await until('the line that was being written', () => read().includes('first'));
});

test('lets two wait for the end of writing', async () => {
  const { writer, read } = pipe();
  const output = logOutput({ fd: writer, onLoss: () => undefined });
  output.write('a line\n');
  const startedAt = performance.now();
  await Promise.all([output.drain(5_000), output.drain(5_000)]);
  expect(read()).toBe('a line');
  expect(performance.now() - startedAt).toBeLessThan(2_500);
});
