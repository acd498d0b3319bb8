import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Something to write to, as a process gets it for its standard output. */
type Output = {
  readonly fd: number;
  /** What has been written so far; absent where nobody can read it. */
  readonly path?: string;
  /** Lets writing succeed again; absent where it never will. */
  readonly mend?: () => void;
  close(): void;
};

const { O_RDONLY, O_WRONLY, O_NONBLOCK } = constants;

/** A log file on a disk without room: a full tmpfs, or where nothing can be mounted a device that is always full. */
export function fullDisk(): Output {
  const folder = mkdtempSync(join(tmpdir(), 'atende-full-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    remove();
    const fd = openSync('/dev/full', 'w');
    return { fd, close: () => closeSync(fd) };
  }
  const path = join(folder, 'atende.log');
  const filler = join(folder, 'filler');
  const fillerFd = openSync(filler, 'w');
  const fd = openSync(path, 'a');
  fillUp(fillerFd);
  return {
    fd,
    path,
    mend: () => truncateSync(filler),
    close() {
      closeSync(fd);
      closeSync(fillerFd);
      execFileSync('umount', [folder]);
      remove();
    },
  };
}

/** A pipe that is full, and that somebody holds open without reading. */
export function unreadPipe(): Output {
  const { reader, writer, path, remove } = namedPipe();
  const filling = openSync(path, O_WRONLY | O_NONBLOCK);
  fillUp(filling);
  closeSync(filling);
  return {
    fd: writer,
    close() {
      closeSync(reader);
      closeSync(writer);
      remove();
    },
  };
}

/** A pipe whose reader has gone. */
export function closedPipe(): Output {
  const { reader, writer, remove } = namedPipe();
  closeSync(reader);
  return {
    fd: writer,
    close() {
      closeSync(writer);
      remove();
    },
  };
}

/** `blocks`: a write to the full pipe waits, as with most pipes that a process is given. */
export function namedPipe({ blocks }: { readonly blocks: boolean } = { blocks: true }) {
  const folder = mkdtempSync(join(tmpdir(), 'atende-pipe-'));
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, O_RDONLY | O_NONBLOCK);
  const writer = openSync(path, blocks ? O_WRONLY : O_WRONLY | O_NONBLOCK);
  return { reader, writer, path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Until the system refuses. */
export function fillUp(fd: number): void {
  for (const size of [4_096, 1]) {
    try {
      for (;;) writeSync(fd, '\n'.repeat(size));
    } catch {
      // no room for this size
    }
  }
}
