import { runCommand } from './command.ts';
import { tokens } from '../composition/tokens.ts';

// `npm run replay`: ingests parked webhook items again, e.g. after a number was registered.
await runCommand(async (container) => {
  const { looked, resolved } = await container.get(tokens.replayParkedItems)();
  return `${looked} parked items looked at, ${resolved} found their place, ${looked - resolved} stay parked`;
});
