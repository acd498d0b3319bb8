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
      if (place === 'alert') {
        const row = db.alertDestinations.find((known) => known.id === id && known.sealedSecret === old);
        if (row !== undefined) row.sealedSecret = sealed;
        return row !== undefined;
      }
      if (place === 'media') {
        const media = db.media.find(({ message, sealedKey }) => message.id === id && sealedKey === old);
        if (media !== undefined) media.sealedKey = sealed;
        return media !== undefined;
      }
      if (place === 'whatsapp-pin') {
        const row = db.onboardings.find((known) => known.id === id && known.pin === old);
        if (row !== undefined) row.pin = sealed;
        return row !== undefined;
      }
      if (place === 'whatsapp' || place === 'whatsapp-previous') {
        const row = db.numberSecrets.find((known) => known.id === id);
        if (place === 'whatsapp' && row?.sealed === old) row.sealed = sealed;
        else if (place === 'whatsapp-previous' && row?.previous?.sealed === old)
          row.previous = { ...row.previous, sealed };
        else return false;
        return true;
      }
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

function everySecret({
  google,
  media,
  numberSecrets,
  onboardings,
  alertDestinations,
}: MemoryDatabase): StoredSecret[] {
  const ofConnections = [...google.connections.values()].flatMap(
    ({ clinicId, accessToken, refreshToken }): StoredSecret[] => [
      ...secret('connection', clinicId, clinicId, 'access-token', accessToken),
      ...secret('connection', clinicId, clinicId, 'refresh-token', refreshToken),
    ],
  );
  const ofRevocations = google.revocations.flatMap(({ clinicId, id, refreshToken }) =>
    secret('revocation', clinicId, id, 'refresh-token', refreshToken),
  );
  const ofMedia = media.flatMap(({ clinicId, message, sealedKey }) =>
    secret('media', clinicId, message.id, 'media-key', sealedKey),
  );
  const ofWhatsApp = numberSecrets.flatMap(({ clinicId, id, kind, sealed, previous }): StoredSecret[] => [
    ...secret('whatsapp', clinicId, id, `whatsapp-${kind}`, sealed),
    ...secret('whatsapp-previous', clinicId, id, `whatsapp-${kind}`, previous?.sealed),
  ]);
  const ofAlerts = alertDestinations.flatMap(({ clinicId, id, sealedSecret }) =>
    clinicId === undefined ? [] : secret('alert', clinicId, id, 'alert-webhook-secret', sealedSecret),
  );
  const ofOnboardings = onboardings.flatMap(({ clinicId, id, pin }) =>
    secret('whatsapp-pin', clinicId, id, 'whatsapp-pin', pin),
  );
  return [...ofAlerts, ...ofConnections, ...ofMedia, ...ofRevocations, ...ofWhatsApp, ...ofOnboardings];
}

const secret = (
  place: StoredSecret['place'],
  clinicId: StoredSecret['clinicId'],
  id: string,
  purpose: StoredSecret['purpose'],
  sealed: StoredSecret['sealed'] | undefined,
): StoredSecret[] => (sealed === undefined ? [] : [{ place, clinicId, id, purpose, sealed }]);

const keyOf = ({ place, clinicId, id, purpose }: StoredSecret) => `${place}|${clinicId}|${id}|${purpose}`;
