import type { Command } from 'commander';
import { buildLargeIndexes } from '../../adapters/postgres/schema/large-indexes.ts';
import { makeVapidKeys } from '../../adapters/announcing/push/vapid-keys.ts';
import { migrate } from '../../adapters/postgres/schema/migrate.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { examine } from './doctor/examine.ts';
import { makeEnvironmentFile } from './environment-file.ts';
import { CommandRefused, progress, type Run } from './report.ts';
import { terminalLine } from './terminal-text.ts';
import { withServices } from './with-services.ts';

/** Setting up an installation and looking after it. */
export function installationCommands(program: Command, run: Run): void {
  program
    .command('doctor')
    .description('looks at everything an installation needs, and says what to do')
    .addHelpText(
      'after',
      '\nExit code 1 when something fails; warnings alone leave it 0.\n\n  npx atende doctor --env-file atende.env',
    )
    .action(() => run(() => examine(process.env)));

  program
    .command('init')
    .description('makes every key and an environment file to fill in')
    .option('--file <file>', 'where it goes; an existing file is never touched', 'atende.env')
    .addHelpText('after', '\n  npx atende init --file /etc/atende/atende.env')
    .action(({ file }: { file: string }) =>
      run(async () => {
        const missing = await makeEnvironmentFile(file, systemClock.now());
        const next = `Fill in ${missing.join(', ')}.\nThen: npx atende doctor --env-file ${file}`;
        return {
          text: `Wrote ${file}, readable by you alone. Keep a copy of ERASURE_KEY apart.\n${next}`,
          json: { file, missing },
        };
      }),
    );

  program
    .command('vapid-keys')
    .description(
      'makes the keys by which browsers are told of waiting conversations while the console is closed',
    )
    .addHelpText(
      'after',
      '\nKeep them: with other keys every browser has to switch it on again. Nothing is written anywhere.\n\n  npx atende vapid-keys',
    )
    .action(() =>
      run(async () => {
        const { publicKey, privateKey } = makeVapidKeys();
        const variables = { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey };
        const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
        const toFillIn = '# whom push services write to: a mailbox or a page of yours\nVAPID_SUBJECT=mailto:';
        return { text: [...lines, toFillIn].join('\n'), json: variables };
      }),
    );

  program
    .command('migrate')
    .description("applies migrations and closes open tables; needs DATABASE_URL with the owner's login only")
    .addHelpText('after', '\n  npx atende migrate --env-file owner.env')
    .action(() =>
      run(async () => {
        const url = process.env['DATABASE_URL'];
        if (!url) throw new CommandRefused('DATABASE_URL: is required, with the login that owns the tables');
        const onWait = (what: string) => process.stderr.write(`${terminalLine(`Waits for ${what}`)}\n`);
        const applied = await migrate(url, { onWait });
        const onBegin = () =>
          process.stderr.write('Builds indexes of large tables; the program may run meanwhile\n');
        const largeIndexes = await buildLargeIndexes(url, { onBegin }).catch((error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          process.stderr.write(
            `${terminalLine(`The indexes of large tables were not built; run this again: ${reason}`)}\n`,
          );
          return 'failed' as const;
        });
        const text = applied.length === 0 ? 'nothing to apply' : `applied ${applied.join(', ')}`;
        return { text, json: { applied, largeIndexes } };
      }),
    );

  program
    .command('rotate-keys')
    .description('seals every stored secret with the first of ENCRYPTION_KEYS')
    .addHelpText(
      'after',
      '\nFirst start every process with the new key in front and the old one behind it, then run this beside them,\nthen take the old key away.\n\n  npx atende rotate-keys --env-file atende.env',
    )
    .action(() =>
      run(() =>
        withServices(['keys'], async ({ services, keys }) => {
          const going = progress('tokens looked at');
          const { looked, resealed, unreadable } = await services.rotateKeys(going.step).finally(going.end);
          const { kid } = keys.encryptionKeys[0];
          const text = `${looked} tokens looked at, ${resealed} sealed again with key ${kid}, ${unreadable} unreadable`;
          return { text, json: { looked, resealed, unreadable, kid }, exitCode: unreadable > 0 ? 1 : 0 };
        }),
      ),
    );

  program
    .command('seed-demo')
    .description('registers the demo clinic with its number; never in production')
    .addHelpText('after', '\n  npx atende seed-demo')
    .action(() =>
      run(async () => {
        if (process.env['NODE_ENV'] === 'production')
          throw new CommandRefused('The demo clinic is for development');
        const { registerClinicOnce } = await import('../../adapters/postgres/clinic/register-clinic.ts');
        const { demoClinic } = await import('../local/demo-clinic.ts');
        return withServices([], async ({ systemUrl }) => {
          const clinicId = await registerClinicOnce(systemUrl, demoClinic);
          return { text: `${demoClinic.name}: ${clinicId}`, json: { clinicId } };
        });
      }),
    );
}
