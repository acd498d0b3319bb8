import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { clinicId, type ClinicId } from '../../domain/clinic/clinic.ts';
import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { Services } from '../composition/services.ts';
import { checkClinic } from './check-clinic.ts';
import { CommandRefused, type Run, table } from './report.ts';
import { withServices } from './with-services.ts';

type NewClinicOptions = { id?: string; timeZone: string; context?: string; simulation?: true };

/** Clinics and who administers them. */
export function clinicCommands(program: Command, run: Run): void {
  const clinic = program.command('clinic').description('clinics of this installation');

  clinic
    .command('add <name>')
    .description('registers a clinic, active at once')
    .option('--id <uuid>', 'its id; the same id and name again is the same clinic')
    .option('--time-zone <zone>', 'IANA name', 'America/Sao_Paulo')
    .option('--context <file>', 'the JSON document of the clinics screen')
    .option('--simulation', 'nothing it says leaves the program')
    .addHelpText('after', '\n  npx atende clinic add "Clínica Ipê" --context ipe.json')
    .action((name: string, options: NewClinicOptions) =>
      run(() =>
        withServices([], async ({ services }) => {
          const { clinic: added, findings } = await services.registerClinic({
            id: options.id === undefined ? clinicId(services.ids.next()) : idOf(options.id),
            name,
            timeZone: options.timeZone,
            simulation: options.simulation === true,
            contextualization: options.context === undefined ? {} : await documentIn(options.context),
            by: 'local:operator',
          });
          const text = `${added.name}: ${added.id}\n${findings.length} findings in its context (npx atende clinic check ${added.id})`;
          return { text, json: { clinic: added, findings } };
        }),
      ),
    );

  clinic
    .command('list')
    .description('every clinic, active or not')
    .addHelpText('after', '\n  npx atende clinic list --json')
    .action(() =>
      run(() =>
        withServices([], async ({ services }) => {
          const clinics = await allClinics(services);
          const rows = clinics.map((each) => [
            each.id,
            each.isActive ? 'active' : 'inactive',
            each.timeZone,
            each.name,
          ]);
          return { text: table(['id', 'state', 'time zone', 'name'], rows), json: { clinics } };
        }),
      ),
    );

  clinic
    .command('context <clinic>')
    .description("prints the clinic's document, or saves another one as its next version")
    .option('--save <file>', 'a JSON document to save')
    .addHelpText(
      'after',
      '\n  npx atende clinic context 0199… > ipe.json\n  npx atende clinic context 0199… --save ipe.json',
    )
    .action((id: string, { save }: { save?: string }) =>
      run(() =>
        withServices([], async ({ services }) => {
          const clinicId = idOf(id);
          const current = await services.clinicContexts.current(clinicId);
          if (current === undefined) throw new ClinicNotFound(clinicId);
          if (save === undefined) return { text: JSON.stringify(current.document, null, 2), json: current };
          const document = await documentIn(save);
          const expectedVersion = current.version;
          const saved = await services.saveClinicContext({
            clinicId,
            document,
            expectedVersion,
            by: 'local:operator',
          });
          const findings = saved.findings.map(
            ({ severity, path, message }) => `${severity}  ${path}: ${message}`,
          );
          const text = [
            `version ${saved.context.version}, ${saved.changes.length} changes`,
            ...findings,
          ].join('\n');
          return {
            text,
            json: { version: saved.context.version, changes: saved.changes, findings: saved.findings },
          };
        }),
      ),
    );

  clinic
    .command('check <clinic>')
    .description('what a clinic lacks to answer its patients; exit code 1 when it cannot')
    .addHelpText('after', '\n  npx atende clinic check 0199…')
    .action((id: string) => run(() => withServices([], ({ services }) => checkClinic(services, idOf(id)))));

  program
    .command('admin')
    .description('who administers a clinic')
    .command('create')
    .description('makes the first administrator of a clinic')
    .requiredOption('--clinic <clinic>', 'its id')
    .option('--email <address>', 'who proves this address when they sign in becomes administrator')
    .option('--sub <sub>', "the person's `sub` at the identity provider")
    .option('--name <name>', 'as the clinic sees them, with --sub')
    .addHelpText('after', '\n  npx atende admin create --clinic 0199… --email ana@clinica.example')
    .action((options: { clinic: string; email?: string; sub?: string; name?: string }) =>
      run(() =>
        withServices([], async ({ services }) => {
          const { email, sub, name } = options;
          if ((email === undefined) === (sub === undefined))
            throw new CommandRefused('Say either --email or --sub');
          if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email))
            throw new CommandRefused('--email: is not an address');
          const person = email === undefined ? { sub: sub ?? '' } : { email };
          const request = { clinicId: idOf(options.clinic), person };
          const appointed = await services.appointAdministrator(
            name === undefined ? request : { ...request, displayName: name },
          );
          const text =
            appointed.as === 'member'
              ? 'They administer the clinic from now on.'
              : `They administer the clinic once they have signed in at /console, until ${appointed.expiresAt?.toISOString() ?? ''}. Nothing was sent to them.`;
          return { text, json: appointed };
        }),
      ),
    );
}

export function idOf(text: string): ClinicId {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    throw new CommandRefused(`${text} is no id of a clinic; npx atende clinic list shows them`);
  return clinicId(text.toLowerCase());
}

const page = 200;

export async function allClinics({ clinicRegistry }: Pick<Services, 'clinicRegistry'>) {
  const all = [...(await clinicRegistry.list('all', page))];
  for (let last = all.at(-1); last !== undefined;) {
    const next = await clinicRegistry.list('all', page, last.id);
    all.push(...next);
    last = next.at(-1);
  }
  return all;
}

async function documentIn(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CommandRefused(`${file} is no JSON`);
  }
}
