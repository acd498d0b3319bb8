import type { OAuthStates } from '../../../application/ports/connection/oauth-states.ts';
import { isOver } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';

export const memoryOAuthStates = (db: MemoryDatabase): OAuthStates => {
  const { states } = db.google;
  return {
    add: (pending, now) =>
      db.atomically(() => {
        for (const [hash, { expiresAt }] of states) if (isOver(expiresAt, now)) states.delete(hash);
        states.set(pending.stateHash, { ...pending });
      }),

    consume: (clinicId, stateHash, browserHash, now) =>
      db.atomically(() => {
        const pending = states.get(stateHash);
        if (pending?.clinicId !== clinicId || isOver(pending.expiresAt, now)) return 'unknown';
        if (pending.browserHash !== undefined && pending.browserHash !== browserHash) return 'foreign';
        const { used, ...fresh } = pending;
        if (used !== undefined) return { used, userId: pending.userId };
        states.set(stateHash, { ...pending, used: 'open' });
        return fresh;
      }),

    finish: ({ clinicId, stateHash }, outcome) =>
      db.atomically(() => {
        const known = states.get(stateHash);
        if (known?.clinicId === clinicId) states.set(stateHash, { ...known, used: outcome });
      }),
  };
};
