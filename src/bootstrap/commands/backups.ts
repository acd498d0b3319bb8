import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readBackup, writeBackup } from '../../adapters/backup/backup-file.ts';
import { fileErasureJournal } from '../../adapters/journal/erasure-journal.ts';
import { copyIn } from '../../adapters/postgres/schema/backup/copy-in.ts';
import { copyOut } from '../../adapters/postgres/schema/backup/copy-out.ts';
import type { CommandNeed } from '../config/command-config.ts';
import { readCommandConfig } from '../config/command-config.ts';
import type { Config } from '../config/config.ts';
import { openPrivacy } from '../opening/open-privacy.ts';
import { counted, lookThrough, type BackupContents } from './backup-contents.ts';
import { CommandRefused, progress, type Report, type Run } from './report.ts';
import { withServices } from './with-services.ts';

type RestoreOptions = { readonly check?: true; readonly withoutJournal?: true };

/** The database as one sealed file, and back. */
export function backupCommands(program: Command, run: Run): void {
  program
    .command('backup')
    .description("writes the database as one sealed file; needs the owner's DATABASE_URL and ERASURE_KEY")
    .requiredOption('--out <file>', 'a new file, readable by you alone')
    .addHelpText(
      'after',
      '\nBeside a running service, as of one moment. Opened with the same ERASURE_KEY only, which is not in it.\n\n  npx atende backup --out atende-2026-11-29.backup',
    )
    .action(({ out }: { out: string }) => run(() => backUp(out)));

  program
    .command('restore <file>')
    .description(
      "fills an empty database from a backup, and erases again who was erased since; needs the owner's DATABASE_URL",
    )
    .option('--check', 'only reads the file through and says what it holds; needs ERASURE_KEY alone')
    .option('--without-journal', 'nobody was ever erased: there is no ERASURE_JOURNAL to go by')
    .addHelpText(
      'after',
      '\nWith every process stopped, and the newest journal in its place. All or nothing.\n\n  npx atende restore atende-2026-11-29.backup',
    )
    .action((file: string, options: RestoreOptions) =>
      run(() => (options.check === true ? checkFile(file) : restore(file, options.withoutJournal === true))),
    );
}

async function backUp(out: string): Promise<Report> {
  const { config, erasureKey } = await opened(['erasure-key']);
  const url = ownersUrl();
  const going = progress('rows written');
  const contents: BackupContents[] = [];
  try {
    const pieces = counted(copyOut(url), going.step, (all) => contents.push(all));
    const bytes = await writeBackup(out, erasureKey, pieces);
    const [all] = contents;
    const beside = besideIt(config);
    const text = [
      `Wrote ${out}: ${described(all)}, ${(bytes / 1_048_576).toFixed(1)} MB.`,
      'It opens with this ERASURE_KEY only. To be kept apart from it:',
      ...beside.map(({ what, where }) => `  ${what}: ${where}`),
    ];
    return { text: text.join('\n'), json: { file: out, bytes, ...all, beside } };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new CommandRefused(`${out} or ${out}.partial is there already: nothing is written over`);
    throw error;
  } finally {
    going.end();
  }
}

async function checkFile(file: string): Promise<Report> {
  const { erasureKey } = await opened(['erasure-key']);
  const contents = await readThrough(file, erasureKey);
  return { text: `${file} is whole: ${described(contents)}.`, json: { file, ...contents } };
}

async function restore(file: string, withoutJournal: boolean): Promise<Report> {
  const { erasureKey, journalPath } = await opened(['erasing']);
  const url = ownersUrl();
  if (!withoutJournal) await refuseWithoutJournal(journalPath, erasureKey);
  const contents = await readThrough(file, erasureKey);
  const going = progress('rows restored');
  const pieces = counted(readBackup(file, erasureKey), going.step, () => undefined);
  await copyIn(url, contents, pieces).finally(going.end);
  return withServices(['erasing'], async ({ services }) => {
    // a process does the same before it serves; done here, nobody has to wait for it or can forget it
    const erasures = await services.reapplyErasures();
    const text = [
      `Restored ${described(contents)}.`,
      `Erasures done again: ${erasures.unknown}.`,
      ...(erasures.writtenAgain > 0
        ? [
            `The journal lacks ${erasures.writtenAgain} erasures that this backup knows: it is an old one or another one, and who was erased since is here again. Restore once more with the newest journal.`,
          ]
        : []),
      'Put the files of patients back, then start the processes.',
    ];
    return {
      text: text.join('\n'),
      json: { file, ...contents, erasures },
      exitCode: erasures.writtenAgain > 0 ? 1 : 0,
    };
  });
}

async function opened(needs: readonly CommandNeed[]) {
  const config = readCommandConfig(process.env, needs);
  const { erasureKey, journalPath } = await openPrivacy(config.DATA_DIR, config);
  return { config, erasureKey, journalPath };
}

function ownersUrl(): string {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new CommandRefused('DATABASE_URL: is required, with the login that owns the tables');
  return url;
}

/** Nothing is written to a database before everything that is needed was read once. */
async function readThrough(file: string, key: Uint8Array): Promise<BackupContents> {
  const going = progress('rows checked');
  return lookThrough(readBackup(file, key), going.step).finally(going.end);
}

async function refuseWithoutJournal(path: string, key: Uint8Array): Promise<void> {
  await access(path).catch(() => {
    throw new CommandRefused(
      `ERASURE_JOURNAL: ${path} is not there, and without it people who were erased come back. Put the newest one in its place; where nobody was ever erased, add --without-journal`,
    );
  });
  // throws at an entry that could not be done afterwards
  const reading = fileErasureJournal(path, key, (work) => work())
    .read()
    [Symbol.asyncIterator]();
  while ((await reading.next()).done !== true);
}

const described = (contents: BackupContents | undefined): string =>
  contents === undefined
    ? 'nothing'
    : `${contents.rows} rows of ${Object.keys(contents.tables).length} tables as of ${contents.madeAt} (${contents.migrations.at(-1) ?? ''})`;

function besideIt(config: Config) {
  const { BLOB_S3_BUCKET: bucket, BLOB_DIR: folder, ERASURE_JOURNAL: journal } = config;
  const own = (name: string) => resolve(config.DATA_DIR, name);
  return [
    { what: "patients' files", where: bucket === undefined ? (folder ?? own('blobs')) : `bucket ${bucket}` },
    { what: 'the journal of erasures', where: journal ?? own('erasures.jsonl') },
    { what: 'keys', where: 'ENCRYPTION_KEYS, ERASURE_KEY and CERTIFICATE_KEYS, in a vault' },
  ];
}
