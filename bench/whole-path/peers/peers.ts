import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBenchPostgres } from '../../database.ts';
import { contestants } from './contestants.ts';
import { install } from './install.ts';
import { counts, measurePeer, measures, type PeerFigures } from './measure.ts';

const columns = [...measures, ...counts];

/** The product beside libraries of others that a clinic's bot could be built from, all under the same webhooks of Meta. */
export async function benchPeers({ quick }: { readonly quick: boolean }): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'atende-peers-'));
  const postgres = await startBenchPostgres();
  try {
    const present = await install(contestants, folder);
    const figures = present.map((): PeerFigures[] => []);
    for (let round = 0; round < (quick ? 1 : 3); round += 1)
      for (const [at, one] of present.entries()) {
        const database = await postgres.database(`bench_peers_${round}_${at}`);
        const measured = await measurePeer(postgres, database, one, quick ? 4 : 8);
        console.log(one[0].name, JSON.stringify(measured));
        figures[at]?.push(measured);
      }
    console.log(`\n| | ${columns.join(' | ')} |\n|---|${columns.map(() => '---:').join('|')}|`);
    for (const [at, [{ name }]] of present.entries())
      console.log(`| ${name} | ${columns.map((column) => shown(figures[at] ?? [], column)).join(' | ')} |`);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of the rounds: the median of a measure, the sum of a count. */
function shown(rounds: readonly PeerFigures[], column: keyof PeerFigures): string {
  const values = rounds.map((one) => one[column]).sort((a, b) => a - b);
  if (counts.some((name) => name === column)) return String(values.reduce((sum, value) => sum + value, 0));
  const value = values[Math.floor(values.length / 2)] ?? Number.NaN;
  return value.toFixed(column.startsWith('server') || column.startsWith('Postgres') ? 2 : 0);
}
