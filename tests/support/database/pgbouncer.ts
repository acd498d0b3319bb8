import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../until.ts';

export type Pooler = { readonly url: string; stop(): Promise<void> };

/** Debian's pgbouncer in front of a test database, as it comes: it refuses startup parameters that it does not know. */
export async function startPgbouncer(
  databaseUrl: string,
  mode: 'session' | 'transaction',
  port: number,
): Promise<Pooler> {
  const { hostname, port: serverPort, pathname, username, password } = new URL(databaseUrl);
  const folder = mkdtempSync(join(tmpdir(), 'atende-pgbouncer-'));
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(
    file,
    `[databases]
clinic = host=${hostname} port=${serverPort} dbname=${pathname.slice(1)} user=${username} password=${decodeURIComponent(password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
auth_type = any
pool_mode = ${mode}
max_client_conn = 200
default_pool_size = 60
`,
  );
  // it refuses to run as root
  const isRoot = process.getuid?.() === 0;
  chmodSync(folder, 0o755);
  const child: ChildProcess = spawn('/usr/sbin/pgbouncer', ['-q', file], {
    stdio: 'ignore',
    ...(isRoot && { uid: 65_534, gid: 65_534 }),
  });
  await until('pgbouncer to listen', () => isListening(port));
  return {
    url: `postgres://anybody@127.0.0.1:${port}/clinic`,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
