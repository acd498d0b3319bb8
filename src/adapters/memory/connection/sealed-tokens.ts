import type { SealedTokens, StoredSecret } from '../../../application/ports/connection/sealed-tokens.ts';
import type { MemoryDatabase } from '../database.ts';

export const memorySealedTokens = (db: MemoryDatabase): SealedTokens => ({
  page: (limit, last) =>
    db.atomically(() => {
      const all = everySecret(db).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      return all.filter((secret) => last === undefined || keyOf(secret) > keyOf(last)).slice(0, limit);
    }),

  replace: ({ place, clinicId, id, purpose, sealed: old }, sealed) =>
    db.atomically(() => {
      const row =
        place === 'connection'
          ? db.google.connections.get(clinicId)
          : db.google.revocations.find((known) => known.id === id);
      if (row === undefined) return false;
      if (purpose === 'refresh-token' && row.refreshToken === old) {
        row.refreshToken = sealed;
        return true;
      }
      if (purpose === 'access-token' && 'accessToken' in row && row.accessToken === old) {
        row.accessToken = sealed;
        return true;
      }
      return false;
    }),
});

function everySecret({ google }: MemoryDatabase): StoredSecret[] {
  const ofConnections = [...google.connections.values()].flatMap(
    ({ clinicId, accessToken, refreshToken }): StoredSecret[] => [
      ...secret('connection', clinicId, clinicId, 'access-token', accessToken),
      ...secret('connection', clinicId, clinicId, 'refresh-token', refreshToken),
    ],
  );
  const ofRevocations = google.revocations.flatMap(({ clinicId, id, refreshToken }) =>
    secret('revocation', clinicId, id, 'refresh-token', refreshToken),
  );
  return [...ofConnections, ...ofRevocations];
}

const secret = (
  place: StoredSecret['place'],
  clinicId: StoredSecret['clinicId'],
  id: string,
  purpose: StoredSecret['purpose'],
  sealed: StoredSecret['sealed'] | undefined,
): StoredSecret[] => (sealed === undefined ? [] : [{ place, clinicId, id, purpose, sealed }]);

const keyOf = ({ place, clinicId, id, purpose }: StoredSecret) => `${place}|${clinicId}|${id}|${purpose}`;
