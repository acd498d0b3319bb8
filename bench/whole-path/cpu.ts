import { readFile, readdir } from 'node:fs/promises';

const ticksPerSecond = 100;

/** CPU time of a process and of all its children, in milliseconds; Linux only. */
export async function cpuMs(pid: number): Promise<number> {
  const all = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(readStat));
  const processes = all.filter((one) => one !== undefined);
  const own = processes.filter((one) => one.pid === pid || one.parent === pid);
  // of children that have ended, too
  const ticks = own.reduce((sum, one) => sum + one.ticks + (one.pid === pid ? one.endedTicks : 0), 0);
  return (ticks * 1_000) / ticksPerSecond;
}

async function readStat(name: string) {
  const line = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => undefined);
  if (line === undefined) return undefined;
  const fields = line
    .slice(line.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const at = (field: number) => fields[field - 3] ?? 0;
  return { pid: Number(name), parent: at(4), ticks: at(14) + at(15), endedTicks: at(16) + at(17) };
}
