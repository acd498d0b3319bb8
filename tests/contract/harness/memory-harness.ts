import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { memoryDatabase, type MemoryDatabase } from '../../../src/adapters/memory/database.ts';
import { memoryIds } from '../../../src/adapters/memory/system/ids.ts';
import type { MessageRow } from '../../../src/adapters/memory/rows.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { addMemoryClinic, addMemoryNumber } from '../../support/worlds/memory-clinics.ts';
import { everythingIn } from '../../support/worlds/memory-everything.ts';
import type { Harness, StoredMessage } from './harness.ts';

export async function memoryHarness(): Promise<Harness> {
  const clock = memoryClock();
  const ids = memoryIds();
  const db: MemoryDatabase = memoryDatabase(clock, { ids });
  return {
    stores: memoryStores(db),
    ids,
    erasureKeys: db.erasureKeys,
    now: () => clock.now(),
    passTime: async (ms) => clock.advance(ms),
    addClinic: async (wish) => addMemoryClinic(db, wish),
    addNumber: async (clinicId, wish) => addMemoryNumber(db, clinicId, wish),
    async deactivate(clinicId) {
      const row = db.clinics.get(clinicId);
      if (row !== undefined) db.clinics.set(clinicId, { ...row, active: false });
    },
    readMessages: async (clinicId) =>
      db.messages.filter((row) => row.clinicId === clinicId).map(storedMessage),
    async readConversation(_, id) {
      const row = db.conversations.get(id);
      if (row === undefined) throw new Error(`No conversation ${id}`);
      return { ...row, turnWaits: row.turnDueAt !== undefined };
    },
    readConversationCount: async (clinicId) =>
      [...db.conversations.values()].filter((row) => row.clinicId === clinicId).length,
    async overwriteContext(id, document) {
      const row = db.clinics.get(id)!;
      row.contextualization = document;
      row.contextVersions.push({ version: row.contextVersions.length + 1, document, savedAt: clock.now() });
    },
    readFlags: async (clinicId, id) => [...(db.people.get(clinicId)?.flags.get(id) ?? [])],
    readGrant: async (clinicId) => {
      const row = db.google.connections.get(clinicId);
      return row && { status: row.status, accessToken: row.accessToken, refreshToken: row.refreshToken };
    },
    readRevocations: async () =>
      db.google.revocations.map(({ clinicId, sub, refreshToken, finishedAt }) => ({
        clinicId,
        sub,
        refreshToken,
        isFinished: finishedAt !== undefined,
      })),
    readEverything: async () => everythingIn(db),
  };
}

const storedMessage = (row: MessageRow): StoredMessage => ({
  ...row,
  errorCode: row.error?.code,
  scheduled: row.nextAttemptAt !== undefined,
  times: {
    sent: row.times.sent,
    delivered: row.times.delivered,
    read: row.times.read,
    played: row.times.played,
    failed: row.times.failed,
  },
});
