import { runCommand } from './command.ts';

// `npm run replay`: ingests parked webhook items again, e.g. after a number was registered.
await runCommand(async (services) => {
  const { looked, resolved } = await services.replayParkedItems();
  return `${looked} parked items looked at, ${resolved} found their place, ${looked - resolved} stay parked`;
});
