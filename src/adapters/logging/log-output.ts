import { write, writeSync } from 'node:fs';

export type LogOutput = {
  write(line: string): void;
  /** Lines that could not be written since the start. */
  lost(): number;
  /** Waits until everything is written or lost, but no longer than `mostMs`. */
  drain(mostMs: number): Promise<void>;
  /** Writes what waits, as far as it goes at once: for a process that ends now. */
  flush(): void;
};

type Settings = {
  readonly fd: number;
  /** Bytes that may wait for a reader; what comes when there are more is lost. */
  readonly mostWaiting?: number;
  /** Learns how many lines are lost in all, once something could be written again. */
  readonly onLoss: (lost: number) => void;
};

const retryMs = 50;
/** Between two writes: a write costs far more than a line. The first line after a while waits for none. */
const betweenWritesMs = 10;

/**
 * Writes lines to a file or pipe that may be full, unread or closed. Nobody ever waits for it: what cannot be written
 * waits up to a limit or is lost, and is counted. pino's own stream tries for ever when the disk is full, in a loop that
 * blocks the process (docs/decisions/0074).
 */
export function logOutput({ fd, mostWaiting = 1_000_000, onLoss }: Settings): LogOutput {
  let waiting: string[] = [];
  let waitingLength = 0;
  /** What is being written: one write at a time keeps the order. */
  let chunk = Buffer.alloc(0);
  let lost = 0;
  let reported = 0;
  /** The end of a line is missing in the output. */
  let isTorn = false;
  const draining = new Set<() => void>();
  let later: NodeJS.Timeout | undefined;

  function writeNext(): void {
    if (chunk.length > 0) return;
    clearTimeout(later);
    later = undefined;
    if (waiting.length === 0) {
      for (const done of draining) done();
      return;
    }
    chunk = Buffer.from((isTorn ? '\n' : '') + waiting.join(''));
    waiting = [];
    waitingLength = 0;
    writeChunk();
  }

  function writeChunk(): void {
    write(fd, chunk, (error, written) => {
      if (error === null) {
        isTorn = chunk[written - 1] !== newline;
        chunk = chunk.subarray(written);
        if (chunk.length > 0) {
          writeChunk();
          return;
        }
        if (lost > reported && waiting.length === 0) {
          reported = lost;
          onLoss(lost);
        }
      } else if (error.code === 'EAGAIN') {
        // nobody reads at the moment; a process that has nothing else to do ends without it
        setTimeout(writeChunk, retryMs).unref();
        return;
      } else {
        lost += linesIn(chunk);
        chunk = chunk.subarray(chunk.length);
      }
      if (draining.size === 0) later = setTimeout(writeNext, betweenWritesMs);
      else writeNext();
    });
  }

  return {
    write(line) {
      if (waitingLength + line.length > mostWaiting) {
        lost += 1;
        return;
      }
      waiting.push(line);
      waitingLength += line.length;
      if (later === undefined) writeNext();
    },
    lost: () => lost,
    flush() {
      // what is being written already is in the hands of the system
      const rest = waiting.join('');
      waiting = [];
      waitingLength = 0;
      try {
        if (rest !== '') writeSync(fd, rest);
      } catch {
        // nobody is there who could be told
      }
    },
    drain: (mostMs) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(late);
          draining.delete(done);
          resolve();
        };
        const late = setTimeout(done, mostMs);
        draining.add(done);
        writeNext();
      }),
  };
}

const newline = 0x0a;
/** The end of an earlier line, which may come first, is not one. */
const linesIn = (bytes: Buffer): number => bytes.subarray(1).filter((byte) => byte === newline).length;
