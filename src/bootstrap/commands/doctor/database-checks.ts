import { lendsSessions } from '../../../adapters/postgres/schema/lends-sessions.ts';
import { lookAtDatabase } from '../../../adapters/postgres/operations/program-sessions.ts';
import { pendingMigrations } from '../../../adapters/postgres/schema/migrate.ts';
import { verifyIsolation } from '../../../adapters/postgres/schema/verify-isolation.ts';
import { systemClock } from '../../../adapters/system/clock.ts';
import type { Check, Checks } from './finding.ts';

const names = ['DATABASE_URL', 'DATABASE_APP_URL', 'DATABASE_SYSTEM_URL'] as const;
const testedMajor = 18;
const clockOffMs = 2_000;
const clockFarOffMs = 30_000;

/** The database as the program will use it; without one of its own the embedded one has nothing to be looked at. */
export const databaseChecks: Checks = (variables) => {
  const urls = names.flatMap((name) => (variables[name] ? [{ name, url: variables[name] }] : []));
  const systemUrl = variables['DATABASE_SYSTEM_URL'] ?? variables['DATABASE_URL'];
  const appUrl = variables['DATABASE_APP_URL'] ?? variables['DATABASE_URL'];
  if (systemUrl === undefined || appUrl === undefined)
    return [
      [
        'database',
        async () => [{ state: 'skipped', found: 'none is named: development uses an embedded one' }],
      ],
    ];
  const poolerOf = async ({ name, url }: { name: string; url: string }) => {
    if (!(await lendsSessions(url))) return { state: 'ok', found: `${name}: sessions are ours` } as const;
    const advice = 'Use its session mode, or Postgres itself (docs/operations.md#poolers)';
    return { state: 'failed', found: `${name}: a pooler in transaction mode`, advice } as const;
  };
  const reachable: Check = async () => {
    const { version } = await lookAtDatabase(systemUrl, systemClock);
    if (Number.parseInt(version, 10) >= testedMajor) return [{ state: 'ok', found: `Postgres ${version}` }];
    return [{ state: 'warning', found: `Postgres ${version}`, advice: `The tests run on ${testedMajor}` }];
  };
  return [
    ['database', reachable],
    ['clock', async () => [clockFinding((await lookAtDatabase(systemUrl, systemClock)).clockAheadMs)]],
    [
      'migrations',
      async () => {
        const pending = await pendingMigrations(systemUrl);
        if (pending.length === 0) return [{ state: 'ok', found: 'all are applied' }];
        const advice = "Run npx atende migrate with the owner's DATABASE_URL";
        return [
          { state: 'failed', found: `${pending.length} are missing, from ${pending[0] ?? ''}`, advice },
        ];
      },
    ],
    [
      'roles',
      async () => {
        await verifyIsolation({ appUrl, systemUrl });
        if (appUrl !== systemUrl)
          return [{ state: 'ok', found: 'the program has logins of its own, and policies bind them' }];
        const advice = 'Give the program logins of its own (docs/operations.md#database-logins)';
        return [{ state: 'warning', found: "policies bind it, but it logs in as the tables' owner", advice }];
      },
    ],
    ['pooler', () => Promise.all(urls.map(poolerOf))],
  ];
};

function clockFinding(aheadMs: number) {
  const off = Math.abs(aheadMs);
  const found = `the database's clock and ours differ by ${Math.round(off)} ms`;
  if (off < clockOffMs) return { state: 'ok', found } as const;
  const advice = 'Synchronise both clocks (NTP): leases and the 24 hours of WhatsApp go by them';
  return { state: off < clockFarOffMs ? 'warning' : 'failed', found, advice } as const;
}
