import type { Command } from 'commander';
import { makeProgram } from '../../../src/bootstrap/commands/program.ts';

const below = (parent: Command, words: readonly string[]): (readonly [string, Command])[] =>
  parent.commands.flatMap((command) => {
    const path = [...words, command.name()];
    const commands = below(command, path);
    // some do something themselves beside what is below them
    const isGroup = commands.length > 0 && command.name() !== 'queue';
    return isGroup ? commands : [[path.join(' '), command], ...commands];
  });

/** Every command of `atende` that does something, by how it is called. */
export const atendeCommands = (): readonly (readonly [string, Command])[] => below(makeProgram(), []);
