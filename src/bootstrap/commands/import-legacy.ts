import { open, type FileHandle } from 'node:fs/promises';
import type { Command } from 'commander';
import { openLegacy } from '../../adapters/postgres/operations/legacy/legacy-records.ts';
import type { LegacyCounts, LegacyRemark } from '../../application/legacy/import-legacy.ts';
import { CommandRefused, progress, table, type Report, type Run } from './report.ts';
import { withServices } from './with-services.ts';

/** All of them stand in the file of `--rows`. */
const mostRemarks = 1_000;

/** What the predecessor left behind. */
export function importCommands(program: Command, run: Run): void {
  program
    .command('import-legacy')
    .description(
      "takes clinics, numbers, conversations, tokens and calendars from the predecessor's database",
    )
    .option(
      '--rows <file>',
      'a new file for every row that was not taken as it was, one JSON document a line',
    )
    .addHelpText(
      'after',
      `
LEGACY_DATABASE_URL is only read. Whatever is here already stays as it is: run it as often as you like, also after it
broke off. Nothing is answered or sent. Exit code 1 when rows were left.

  npx atende import-legacy --rows left.jsonl --env-file atende.env`,
    )
    .action(({ rows }: { rows?: string }) => run(() => importFrom(rows)));
}

function importFrom(rowsFile: string | undefined): Promise<Report> {
  const legacyUrl = process.env['LEGACY_DATABASE_URL'];
  if (!legacyUrl) throw new CommandRefused("LEGACY_DATABASE_URL: is required, the predecessor's database");
  return withServices(['keys', 'erasing', 'google'], async ({ services, config }) => {
    const records = await openLegacy(legacyUrl);
    const going = progress('rows read');
    let file: FileHandle | undefined;
    try {
      file = rowsFile === undefined ? undefined : await open(rowsFile, 'wx', 0o600);
      const remarks: LegacyRemark[] = [];
      let remarked = 0;
      const counts = await services.importLegacy({
        records,
        onProgress: going.step,
        onRemark: async (remark) => {
          remarked += 1;
          if (remarks.length < mostRemarks) remarks.push(remark);
          await file?.write(`${JSON.stringify(remark)}\n`);
        },
      });
      const missing = await records.missing();
      return described({ counts, missing, remarks, remarked, hasGoogle: config.google !== undefined });
    } finally {
      going.end();
      await file?.close();
      await records.close();
    }
  });
}

type Imported = {
  readonly counts: Readonly<Record<string, LegacyCounts>>;
  readonly missing: readonly string[];
  readonly remarks: readonly LegacyRemark[];
  readonly remarked: number;
  readonly hasGoogle: boolean;
};

function described({ counts, missing, remarks, remarked, hasGoogle }: Imported): Report {
  const sum = (by: Readonly<Record<string, number>>) => Object.values(by).reduce((all, one) => all + one, 0);
  const rows = Object.entries(counts).map(([name, { taken, known, left }]) => [
    name,
    taken,
    known,
    sum(left),
  ]);
  const reasons = Object.entries(counts).flatMap(([name, { left, changed }]) => [
    ...Object.entries(left).map(([reason, count]) => [name, 'left', reason, count]),
    ...Object.entries(changed).map(([reason, count]) => [name, 'taken otherwise', reason, count]),
  ]);
  const leftRows = Object.values(counts).reduce((all, { left }) => all + sum(left), 0);
  const text = [
    table(['from', 'taken', 'here already', 'left'], rows),
    ...(reasons.length === 0 ? [] : [table(['from', '', 'reason', 'rows'], reasons)]),
    ...(missing.length === 0 ? [] : [`Not there: ${missing.join(', ')}`]),
    ...(hasGoogle ? [] : ['GOOGLE_CLIENT_ID is not set: nobody could say whose the Google tokens are.']),
  ];
  return {
    text: text.join('\n\n'),
    json: { counts, missing, rows: remarks, rowsNotShown: remarked - remarks.length },
    exitCode: leftRows > 0 ? 1 : 0,
  };
}
