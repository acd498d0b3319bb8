import type { Command } from 'commander';
import { given } from '../../domain/given.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { Services } from '../composition/services.ts';
import { allClinics, idOf } from './clinics.ts';
import { numbersAtMeta } from './doctor/numbers-at-meta.ts';
import { CommandRefused, type Run, table } from './report.ts';
import { withServices } from './with-services.ts';

/** The business numbers of clinics. */
export function numberCommands(program: Command, run: Run): void {
  const number = program.command('number').description('business numbers of clinics');

  number
    .command('add <clinic> <number>')
    .description('gives a number to a clinic; with the country code, in any spelling')
    .option('--phone-number-id <id>', "Meta's id of the number; learnt from the first webhook when absent")
    .option('--waba-id <id>', 'its WhatsApp business account')
    .addHelpText(
      'after',
      '\n  npx atende number add 0199… "+55 11 5550-0143" --phone-number-id 100000000000143',
    )
    .action((clinic: string, whatsappNumber: string, options: { phoneNumberId?: string; wabaId?: string }) =>
      run(() =>
        withServices([], async ({ services }) => {
          const clinicId = idOf(clinic);
          const added = await services.registerWhatsAppNumber({
            clinicId,
            whatsappNumber,
            ...given(options),
          });
          // who was erased is known by the running program's key: it takes what waits, within minutes
          const text = `${added.whatsappNumber} belongs to ${clinicId}; messages that wait for it are taken within minutes`;
          return { text, json: { number: added } };
        }),
      ),
    );

  number
    .command('list [clinic]')
    .description('every number, of one clinic or of all, active or not')
    .addHelpText('after', '\n  npx atende number list 0199…')
    .action((clinic: string | undefined) =>
      run(() =>
        withServices([], async ({ services }) => {
          const numbers = await numbersOf(services, await clinicsOf(services, clinic));
          const rows = numbers.map((each) => [
            each.whatsappNumber,
            each.isActive ? 'active' : 'inactive',
            each.phoneNumberId,
            each.wabaId,
            each.clinicId,
          ]);
          return {
            text: table(['number', 'state', 'phone_number_id', 'account', 'clinic'], rows),
            json: { numbers },
          };
        }),
      ),
    );

  number
    .command('health [clinic]')
    .description(
      'what Meta says of each number, asked with its own token where it has one, and of the subscription to its account; needs META_ACCESS_TOKEN',
    )
    .addHelpText('after', '\n  npx atende number health 0199…')
    .action((clinic: string | undefined) =>
      run(() =>
        withServices(['meta', 'keys'], async ({ services, config }) => {
          if (config.meta === undefined)
            throw new CommandRefused('META_ACCESS_TOKEN: is required to ask Meta');
          const numbers = await numbersOf(services, await clinicsOf(services, clinic));
          const active = numbers.filter(({ isActive }) => isActive);
          const looked = await numbersAtMeta(services.whatsAppAccounts, active, services.clock.now());
          const rows = looked.map((each) => [each.clinicId, each.whatsappNumber, each.state, each.found]);
          const exitCode = looked.some(({ state }) => state === 'failed') ? 1 : 0;
          return {
            text: table(['clinic', 'number', 'state', 'Meta says'], rows),
            json: { numbers: looked },
            exitCode,
          };
        }),
      ),
    );
}

const page = 100;

const clinicsOf = async (services: Services, clinic: string | undefined): Promise<readonly ClinicId[]> =>
  clinic === undefined ? (await allClinics(services)).map(({ id }) => id) : [idOf(clinic)];

/** Every number of these clinics, active or not. */
export async function numbersOf(
  { clinicNumbers }: Pick<Services, 'clinicNumbers'>,
  clinics: readonly ClinicId[],
) {
  const all = [];
  for (const id of clinics) {
    let found = await clinicNumbers.list(id, page);
    all.push(...found);
    for (let last = found.at(-1); last !== undefined; last = found.at(-1)) {
      found = await clinicNumbers.list(id, page, last.whatsappNumber);
      all.push(...found);
    }
  }
  return all;
}
