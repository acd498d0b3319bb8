import { describe, expect, test } from 'vitest';
import { metaClients } from './meta-clients.ts';
import { oddAnswers, oddServer } from './odd-server.ts';
import { otherClients } from './other-clients.ts';

/** A machine under load needs longer to notice. */
const endsWithinMs = 5_000;

/** Everybody who talks to somebody outside. */
const clients = { ...metaClients, ...otherClients };

describe.each(Object.entries(clients))('an exchange with %s', (_, { open, good, oddAt, mayTake = [] }) => {
  test.each(Object.entries(oddAnswers))(
    'that meets %s ends in time, and the next one works',
    async (name, odd) => {
      const server = await oddServer(odd, good, oddAt);
      const exchange = open(server.url);
      const began = performance.now();
      const went = await Promise.all(Array.from({ length: 16 }, exchange));
      expect(went).toEqual(mayTake.includes(name) ? went : Array(16).fill(false));
      expect(performance.now() - began).toBeLessThan(endsWithinMs);
      server.isWell = true;
      expect(await exchange()).toBe(true);
    },
  );
});
