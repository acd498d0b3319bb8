import type { WhatsAppSecrets } from '../../../application/ports/whatsapp/whatsapp-secrets.ts';
import { given } from '../../../domain/given.ts';
import type { MemoryDatabase } from '../database.ts';
import type { NumberSecretRow } from './number-secret-row.ts';

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

const byPlace = (a: NumberSecretRow, b: NumberSecretRow) => (keyOf(a) < keyOf(b) ? -1 : 1);
const keyOf = ({ clinicId, whatsappNumber, kind }: NumberSecretRow) =>
  `${clinicId}|${whatsappNumber}|${kind}`;

export const memoryWhatsAppSecrets = (db: MemoryDatabase): WhatsAppSecrets => ({
  list: (clinicId, whatsappNumber) =>
    db.atomically(() =>
      db.numberSecrets
        .filter((row) => row.clinicId === clinicId && row.whatsappNumber === whatsappNumber)
        .sort(byPlace)
        .map(({ kind, state, fingerprint, previous, changedAt, changedBy }) => ({
          kind,
          state,
          ...given({ fingerprint, previousUntil: previous?.until }),
          changedAt,
          changedBy,
        })),
    ),

  change: ({ clinicId, whatsappNumber, kind }, change, changedBy, changedAt) =>
    db.atomically(() => {
      const isTheirs = db.numbers.some(
        ({ number }) => number.clinicId === clinicId && number.whatsappNumber === whatsappNumber,
      );
      if (!isTheirs) return;
      const known = db.numberSecrets.find(
        (row) => row.clinicId === clinicId && row.whatsappNumber === whatsappNumber && row.kind === kind,
      );
      const place = { id: known?.id ?? db.ids.next(), clinicId, whatsappNumber, kind };
      const version = (known?.version ?? 0) + 1;
      const next: NumberSecretRow = {
        ...place,
        version,
        state: change.to,
        changedAt,
        changedBy,
        sealed: change.to === 'own' ? change.sealed : undefined,
        fingerprint: change.to === 'own' ? change.fingerprint : undefined,
        previous: undefined,
      };
      const until = change.to === 'revoked' ? undefined : change.previousUntil;
      if (known !== undefined && until !== undefined) {
        const { sealed, previous } = known;
        if (known.fingerprint === next.fingerprint)
          next.previous = previous && { ...previous, until: earlier(previous.until, until) };
        else if (sealed !== undefined) next.previous = { sealed, until };
      }
      if (known === undefined) db.numberSecrets.push(next);
      else db.numberSecrets[db.numberSecrets.indexOf(known)] = next;
    }),

  snapshot: (known) =>
    db.atomically(() => {
      const versions = db.numberSecrets.reduce((sum, { version }) => sum + version, 0);
      const revision = `${db.numberSecrets.length}.${versions}`;
      if (revision === known) return undefined;
      const secrets = [...db.numberSecrets]
        .sort(byPlace)
        .map(({ clinicId, whatsappNumber, kind, state, sealed, previous }) => ({
          clinicId,
          whatsappNumber,
          kind,
          state,
          ...given({ sealed, previous: previous && { ...previous } }),
        }));
      return { revision, secrets };
    }),
});
