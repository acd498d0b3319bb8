import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';

/** Where and when, for the head of a report; asked before the load begins. */
export function machineNow(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown';
  const [load = 0] = loadavg();
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, Node ${process.version}, ${cpus().length} × ${model}, load average before ${load.toFixed(1)}`;
}

/** A table of Markdown with a column for each field of the first row. */
export function markdownTable(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const names = Object.keys(rows[0] ?? {});
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [
    line(names),
    line(names.map(() => '---')),
    ...rows.map((row) => line(names.map((name) => row[name] ?? ''))),
  ].join('\n');
}

const fileAside = (name: string) => join(tmpdir(), `atende-${name}.md`);

/** Among the temporary files, for a run that is broken off. */
export const saveAside = (name: string, markdown: string): Promise<void> =>
  writeFile(fileAside(name), markdown);

/** A whole run is written into the folder of benches, to be committed; a shorter one among the temporary files. */
export async function writeReport(name: string, isWhole: boolean, markdown: string): Promise<void> {
  const file = isWhole ? fileURLToPath(new URL(`../${name}.md`, import.meta.url)) : fileAside(name);
  await writeFile(file, await format(markdown, { parser: 'markdown' }));
  console.log(`report: ${file}`);
}
