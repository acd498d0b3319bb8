import { clinicId, type ClinicId } from '../../domain/clinic/clinic.ts';
import { DomainError } from '../../domain/error.ts';
import { left, type LegacyOutcome, type LegacyRow } from '../../domain/legacy/legacy-row.ts';
import { isUuid, readLegacyFlag } from '../../domain/legacy/legacy-values.ts';
import type { AssociateCalendars } from '../connection/associate-calendars.ts';
import type { ListCalendars } from '../connection/list-calendars.ts';
import type { ClinicCalendars } from '../ports/connection/clinic-calendars.ts';
import type { GoogleConnections } from '../ports/connection/google-connections.ts';
import type { ImportPage } from './import-page.ts';

/**
 * The calendars of a connected clinic that has chosen none here, as far as Google lists them. Where it is unclear whose
 * they are, the clinic chooses in the console: a visit in the wrong calendar would be found out by nobody.
 */
export type ImportLegacyCalendars = ImportPage;

type Needs = {
  googleConnections: Pick<GoogleConnections, 'get'>;
  clinicCalendars: Pick<ClinicCalendars, 'all'>;
  listCalendars: ListCalendars;
  associateCalendars: AssociateCalendars;
};

export const makeImportLegacyCalendars = (needs: Needs): ImportLegacyCalendars => {
  const { googleConnections, clinicCalendars, listCalendars, associateCalendars } = needs;

  const listedOf = async (owner: ClinicId): Promise<ReadonlyMap<string, string>> => {
    const { calendars } = await listCalendars(owner);
    return new Map(
      calendars.flatMap(({ calendarId, isPrimary }) => [
        [calendarId, calendarId] as const,
        ...(isPrimary ? [['primary', calendarId] as const] : []),
      ]),
    );
  };

  /** One outcome for each of the rows of one clinic. */
  const take = async (owner: ClinicId, rows: readonly LegacyRow[]): Promise<readonly LegacyOutcome[]> => {
    const each = (outcome: LegacyOutcome) => rows.map(() => outcome);
    if ((await clinicCalendars.all(owner)).length > 0) return each({ outcome: 'known' });
    if ((await googleConnections.get(owner)) === undefined) return each(left('not-connected'));
    let listed: ReadonlyMap<string, string>;
    try {
      listed = await listedOf(owner);
    } catch (error) {
      if (error instanceof DomainError) return each(left('google-unanswered'));
      throw error;
    }
    const outcomes = rows.map((row): LegacyOutcome => {
      if (!readLegacyFlag(row['isActive'])) return left('calendar-inactive');
      return listed.has(row['calendarId'] ?? '') ? { outcome: 'taken' } : left('calendar-not-listed');
    });
    // a part of them would be known to the next run, and the rest never taken
    if (outcomes.some((outcome) => 'reason' in outcome && outcome.reason === 'calendar-not-listed'))
      return outcomes.map((outcome) =>
        outcome.outcome === 'taken' ? left('calendars-incomplete') : outcome,
      );
    const ids = rows.flatMap((row, at) =>
      outcomes[at]?.outcome === 'taken' ? [listed.get(row['calendarId'] ?? '') ?? ''] : [],
    );
    if (ids.length === 0) return outcomes;
    try {
      await associateCalendars({ clinicId: owner, calendarIds: [...new Set(ids)] });
      return outcomes;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return outcomes.map((outcome) =>
        outcome.outcome === 'taken' ? left('calendars-to-be-assigned') : outcome,
      );
    }
  };

  return async (rows) => {
    const outcomes: LegacyOutcome[] = rows.map(() => left('clinic-unknown'));
    const places = rows.flatMap(({ clinicId: owner }, at) =>
      isUuid(owner) ? [{ owner: owner.toLowerCase(), at }] : [],
    );
    for (const [owner, own] of Map.groupBy(places, (place) => place.owner)) {
      const taken = await take(
        clinicId(owner),
        own.map(({ at }) => rows[at] as LegacyRow),
      );
      for (const [n, { at }] of own.entries()) outcomes[at] = taken[n] as LegacyOutcome;
    }
    return outcomes;
  };
};
