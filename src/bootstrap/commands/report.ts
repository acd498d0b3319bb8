import { systemTimers } from '../../adapters/system/timers.ts';
import { terminalLine } from './terminal-text.ts';

/** What a command has to say: to a person, and to a program that asked with `--json`. */
export type Report = {
  readonly text: string;
  readonly json: unknown;
  /** 0 when absent; 1 when something needs a person. */
  readonly exitCode?: number;
};

/** Does a command's work and says what came of it. */
export type Run = (work: () => Promise<Report>) => Promise<void>;

/** What was asked for is not there, or must not be done so; no bug. */
export class CommandRefused extends Error {}

/** Columns as wide as their widest cell. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => terminalLine(String(cell ?? ''))));
  const widths = head.map((_, n) => Math.max(...cells.map((row) => row[n]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, n) => cell.padEnd(widths[n] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return rows.length === 0 ? '(none)' : lines.join('\n');
}

/** How long ago, or ahead, in the largest unit that fits. */
export function distance(ms: number): string {
  const units: readonly (readonly [number, string])[] = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1_000, 's'],
  ];
  const [size, name] = units.find(([each]) => Math.abs(ms) >= each) ?? [1, 'ms'];
  return `${Math.round(Math.abs(ms) / size)} ${name}`;
}

/** A line on standard error that says how far long work is: rewritten on a terminal, now and then elsewhere. */
export function progress(what: string): { step: (done: number) => void; end: () => void } {
  const isTerminal = process.stderr.isTTY;
  let saidAt = isTerminal ? Number.NEGATIVE_INFINITY : systemTimers.elapsed();
  return {
    step(done) {
      const now = systemTimers.elapsed();
      if (now - saidAt < (isTerminal ? 100 : 10_000)) return;
      saidAt = now;
      process.stderr.write(isTerminal ? `\r${what}: ${done}` : `${what}: ${done}\n`);
    },
    end() {
      if (isTerminal) process.stderr.write('\r\u001b[K');
    },
  };
}
