import { expect, test } from 'vitest';
import { atendeCommands } from '../../support/programs/atende-commands.ts';

const commands = atendeCommands();

test('there is a command for each thing that an operator does', () => {
  expect(commands.map(([path]) => path).toSorted()).toEqual([
    ...[
      'admin create',
      'backup',
      'clinic add',
      'clinic check',
      'clinic context',
      'clinic list',
      'doctor',
      'erase',
    ],
    ...[
      'export',
      'import-legacy',
      'init',
      'migrate',
      'number add',
      'number health',
      'number list',
      'objectives',
    ],
    ...[
      'queue',
      'queue resume',
      'replay',
      'replay-answers',
      'restore',
      'rotate-keys',
      'seed-demo',
      'undo-merge',
    ],
    'vapid-keys',
    'why',
  ]);
});

test.each(commands)('%s says what it is for, with an example that calls it', (path, command) => {
  let help = '';
  command.configureOutput({ writeOut: (text) => void (help += text) });
  command.outputHelp();
  expect(command.description()).not.toBe('');
  expect(help).toMatch(new RegExp(`^  npx atende ${path}( |$)`, 'm'));
});
