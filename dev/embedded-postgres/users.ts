import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const user = z.object({ pid: z.number(), identity: z.string() });

/**
 * What tells a process from a later one with the same pid: boot and start time on Linux, elsewhere only that it runs.
 * `undefined` when there is no such process, or only its zombie.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return isRunning(pid) ? 'running' : undefined;
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (line === undefined) return undefined;
  // the name in parentheses may hold anything; after it come state (field 3) and, as field 22, the start time
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${boot.trim()}:${fields[19] ?? ''}`;
}

/** Also true for the zombie of an ended process. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Notes in `home` that this process uses the server. Answers with the note's name. */
export async function addUser(home: string): Promise<string> {
  const name = `${process.pid}-${randomUUID()}.json`;
  await mkdir(join(home, 'users'), { recursive: true, mode: 0o755 });
  const self = { pid: process.pid, identity: (await processIdentity(process.pid)) ?? '' };
  await writeFile(join(home, 'users', name), JSON.stringify(self), { mode: 0o644 });
  return name;
}

export const removeUser = (home: string, name: string): Promise<void> =>
  rm(join(home, 'users', name), { force: true });

/** Notes of processes that still run, without `self`; the notes of dead ones are removed. */
export async function otherUsers(home: string, self: string): Promise<readonly number[]> {
  const names = (await readdir(join(home, 'users'))).filter((name) => name !== self);
  const pids: number[] = [];
  for (const name of names) {
    const note = await readNote(join(home, 'users', name));
    if (note !== undefined && (await processIdentity(note.pid)) === note.identity) pids.push(note.pid);
    else await removeUser(home, name);
  }
  return pids;
}

async function readNote(path: string): Promise<z.infer<typeof user> | undefined> {
  try {
    return user.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined; // cut short by a kill: its writer is gone
  }
}
