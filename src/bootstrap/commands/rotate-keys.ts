import { runCommand } from './command.ts';

// `npm run rotate-keys`: seals every stored token with the first of ENCRYPTION_KEYS. First start every process with
// the new key in front and the old one behind it, then run this beside them, then take the old key away.
await runCommand(async (services, { encryptionKeys: [{ kid }] }) => {
  const { looked, resealed, unreadable } = await services.rotateKeys();
  if (unreadable > 0) process.exitCode = 1;
  return `${looked} tokens looked at, ${resealed} sealed again with key ${kid}, ${unreadable} unreadable`;
});
