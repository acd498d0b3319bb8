import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../dev/embedded-postgres/embedded-postgres.ts';
import { productionSettings } from '../../../dev/image/production-settings.ts';
import { root, textOf } from '../deploy-files.ts';
import { until } from '../until.ts';

const handbook = textOf('docs/operations.md');
const sectionOf = (title: string) => handbook.split(`\n## ${title}\n`)[1]?.split(/\n## /)[0] ?? '';
const blocksOf = (title: string, language: string) =>
  [...sectionOf(title).matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, block = '']) => block,
  );

/** A folder with the program, as somebody has unpacked it, and a Postgres of its own beside it. */
export async function newInstallation(graphUrl: string, firstPort: number) {
  const place = await mkdtemp(join(tmpdir(), 'atende-stranger-'));
  await chmod(place, 0o755);
  for (const name of ['src', 'migrations', 'deploy', 'console', 'node_modules', 'package.json', '.ci'])
    await symlink(join(root, name), join(place, name));
  const postgres = await startEmbeddedPostgres({ dataDir: join(place, 'postgres'), disposable: true });
  const processes: ChildProcess[] = [];
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: place,
    OWNER_URL: postgres.url,
    // what a test cannot have: the world's address of Meta, and every address of this machine
    META_GRAPH_URL: graphUrl,
    HOST: '127.0.0.1',
    DRAIN_MS: '0',
  };
  let log = '';
  const start = (script: string) => {
    const own = script.replaceAll(/\b300(\d)\b/g, (_, n: string) => String(firstPort + Number(n)));
    return spawn('bash', ['-euo', 'pipefail', '-c', own], { cwd: place, env: environment });
  };
  const run = async (script: string): Promise<string> => {
    const child = start(script);
    let [said, complained] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    if (code !== 0) throw new Error(`${script}\nended with ${code}: ${said}${complained}${log}`);
    return said;
  };

  return {
    log: () => log,
    blocks: blocksOf('Install, step by step', 'sh'),
    run,

    /** The statements of the handbook, with passwords in the place of `…`; the addresses of both logins. */
    async makeLogins(): Promise<{ readonly app: string; readonly system: string }> {
      const owner = new pg.Client(postgres.url);
      await owner.connect();
      for (const block of blocksOf('Database logins', 'sql'))
        await owner.query(block.replaceAll('…', 'chosen'));
      await owner.end();
      const urlOf = (login: string) => {
        const url = new URL(postgres.url);
        [url.username, url.password] = [login, 'chosen'];
        return url.href;
      };
      return { app: urlOf('atende_app_login'), system: urlOf('atende_system_login') };
    },

    /** What a person writes into `atende.env`: what is empty there after the handbook's commands. */
    async fillIn(answers: Readonly<Record<string, string>>): Promise<void> {
      const file = join(place, 'atende.env');
      const invented = productionSettings();
      const own: Record<string, string> = {
        ...answers,
        ERASURE_JOURNAL: join(place, 'journal/erasures.jsonl'),
        BLOB_DIR: join(place, 'blobs'),
        AUTH_JWT_SECRET: 'an-invented-secret-for-tokens-of-a-test',
      };
      const text = (await readFile(file, 'utf8')).replaceAll(
        /^([A-Z][A-Z\d_]*)=(.*)$/gm,
        (_, name: string, value: string) =>
          `${name}=${own[name] ?? (value === '' ? (invented[name] ?? '') : value)}`,
      );
      await writeFile(file, `${text}\nAUTH_JWT_SECRET=${own['AUTH_JWT_SECRET']}\n`);
    },

    /** Starts a command that goes on, as in a shell of its own. */
    startInShell(command: string): void {
      // the shell gives its place to the program, so that a signal reaches it
      const child = start(`exec env ${command}`);
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
      processes.push(child);
    },

    async ready(): Promise<void> {
      for (const n of processes.keys())
        await until('a process to be ready', async () => {
          if (processes[n]?.exitCode !== null) throw new Error(log);
          return (
            (await fetch(`http://127.0.0.1:${firstPort + n}/health/ready`).catch(() => undefined))?.ok ===
            true
          );
        });
    },

    async end(): Promise<void> {
      await Promise.all(
        processes.map(async (child) => {
          if (child.exitCode !== null) return;
          const exited = once(child, 'exit');
          child.kill('SIGTERM');
          await exited;
        }),
      );
      await postgres.stop();
      await rm(place, { recursive: true, force: true });
    },
  };
}
