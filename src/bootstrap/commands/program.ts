import { Command, CommanderError } from 'commander';
import { DomainError } from '../../domain/error.ts';
import { ConfigError } from '../config/config.ts';
import { answerCommands } from './answers.ts';
import { backupCommands } from './backups.ts';
import { clinicCommands } from './clinics.ts';
import { importCommands } from './import-legacy.ts';
import { installationCommands } from './installation.ts';
import { numberCommands } from './numbers.ts';
import { patientCommands } from './patients.ts';
import { CommandRefused, type Run } from './report.ts';
import { jsonText, terminalText } from './terminal-text.ts';
import { workCommands } from './work.ts';

const wrongUse = 2;

/** Exit codes: 0 well, 1 refused or something needs a person, 2 called wrongly. */
export function makeProgram(): Command {
  const program = new Command('atende')
    .description('Runs and mends an installation of Atende. The environment is that of the program itself.')
    .option('--json', 'what is said as one JSON document, errors too (on standard error); help stays text')
    .option('--env-file <file>', 'reads variables from a file first; those that are set already win')
    .showHelpAfterError()
    .exitOverride(exit)
    .configureOutput({
      // said by `exit` where a program listens
      writeErr(text) {
        if (!isJsonWanted()) process.stderr.write(text);
      },
    })
    .hook('preAction', () => {
      const file = program.opts<{ envFile?: string }>().envFile;
      if (file !== undefined) process.loadEnvFile(file);
    });
  const run: Run = async (work) => {
    try {
      const report = await work();
      process.stdout.write(`${isJsonWanted() ? jsonText(report.json, 2) : terminalText(report.text)}\n`);
      process.exitCode = report.exitCode ?? 0;
    } catch (error) {
      complain(described(error));
      process.exitCode = 1;
    }
  };
  const adders = [installationCommands, clinicCommands, numberCommands, workCommands, patientCommands];
  for (const add of [...adders, answerCommands, backupCommands, importCommands]) add(program, run);
  for (const command of allOf(program)) command.exitOverride(exit).showHelpAfterError();
  return program;
}

const allOf = (command: Command): readonly Command[] =>
  command.commands.flatMap((each) => [each, ...allOf(each)]);

/** Also where the call is so wrong that nobody has read its options. */
const isJsonWanted = (): boolean => process.argv.includes('--json');

function exit({ exitCode, code, message }: CommanderError): never {
  if (exitCode === 0) process.exit(0);
  const isIncomplete = code === 'commander.help';
  if (isJsonWanted())
    complain({ code: 'usage', message: isIncomplete ? 'A command is missing; --help names them' : message });
  process.exit(wrongUse);
}

type Described = { readonly code: string; readonly message: string; readonly hint?: string };

function complain(error: Described): void {
  const { message, hint } = error;
  const text = hint === undefined ? message : `${message}\n${hint}`;
  process.stderr.write(`${isJsonWanted() ? jsonText({ error }) : terminalText(text)}\n`);
}

function described(error: unknown): Described {
  if (error instanceof DomainError)
    return { code: error.code, message: error.message, ...(error.hint && { hint: error.hint.en }) };
  const code =
    error instanceof ConfigError ? 'config' : error instanceof CommandRefused ? 'refused' : 'failed';
  return { code, message: messageOf(error) };
}

/** Node gives an address that answers in none of its forms an error without words of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
