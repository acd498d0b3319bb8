import type {
  AlertDestinations,
  ReplacedDestinations,
  WantedDestination,
} from '../../../application/ports/alerting/alert-destinations.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { given } from '../../../domain/given.ts';
import type { MemoryDatabase } from '../database.ts';

export const memoryAlertDestinations = (db: MemoryDatabase): AlertDestinations => {
  const replace = (
    clinicId: ClinicId | undefined,
    wanted: readonly WantedDestination[],
    now: Date,
    timeZone?: string,
  ): ReplacedDestinations => {
    let tookSecret = false;
    const gone = db.alertDestinations.filter(
      (row) =>
        row.clinicId === clinicId &&
        !wanted.some(({ channel, address }) => channel === row.channel && address === row.address),
    );
    for (const row of gone) db.alertDestinations.splice(db.alertDestinations.indexOf(row), 1);
    const ids = gone.map(({ id }) => id);
    for (const row of db.alertDeliveries.filter(({ destinationId }) => ids.includes(destinationId)))
      db.alertDeliveries.splice(db.alertDeliveries.indexOf(row), 1);
    for (const { channel, address, quiet, newSecret, sealedSecret } of wanted) {
      const known = db.alertDestinations.find(
        (row) => row.clinicId === clinicId && row.channel === channel && row.address === address,
      );
      if (known === undefined) {
        tookSecret ||= newSecret !== undefined;
        db.alertDestinations.push({
          ...{
            id: db.ids.next(),
            clinicId,
            channel,
            address,
            since: now,
            sealedSecret: sealedSecret ?? newSecret,
            quiet,
            timeZone,
          },
          ...{ nextAttemptAt: db.clock.now(), failures: 0, leaseUntil: undefined, leaseToken: 0 },
          last: undefined,
        });
      } else Object.assign(known, { quiet, timeZone, sealedSecret: sealedSecret ?? known.sealedSecret });
    }
    return { gone: ids, tookSecret };
  };

  return {
    list: (clinicId) =>
      db.atomically(() =>
        db.alertDestinations
          .filter((row) => row.clinicId === clinicId)
          .sort((a, b) =>
            a.channel === b.channel ? (a.address < b.address ? -1 : 1) : a.channel > b.channel ? -1 : 1,
          )
          .map(({ id, channel, address, sealedSecret, quiet, last }) => ({
            ...{ id, channel, address },
            ...given({ sealedSecret, quiet, last }),
          })),
      ),
    replace: (clinicId, wanted, now) => db.atomically(() => replace(clinicId, wanted, now)),
    replaceSecret: (clinicId, sealedSecret) =>
      db.atomically(() => {
        const row = db.alertDestinations.find(
          (known) => known.clinicId === clinicId && known.channel === 'webhook',
        );
        if (row !== undefined) row.sealedSecret = sealedSecret;
        return row !== undefined;
      }),
    noteAttempt: (clinicId, id, attempt) =>
      db.atomically(() => {
        const row = db.alertDestinations.find((known) => known.clinicId === clinicId && known.id === id);
        if (row === undefined) return;
        row.last = attempt;
        if (attempt.code !== undefined) return;
        const now = db.clock.now();
        row.failures = 0;
        if (row.nextAttemptAt > now) row.nextAttemptAt = now;
      }),
    replaceInstallations: (wanted, timeZone, now) =>
      db.atomically(() => replace(undefined, wanted, now, timeZone)),
  };
};
