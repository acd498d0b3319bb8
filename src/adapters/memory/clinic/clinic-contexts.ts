import { isDeepStrictEqual } from 'node:util';
import type { ClinicContexts, SavedContext } from '../../../application/ports/clinic/clinic-contexts.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { MemoryDatabase } from '../database.ts';
import { given } from '../../../domain/given.ts';

function withoutDocument({ version, savedAt, savedBy, restoredFrom }: SavedContext) {
  return {
    version,
    savedAt,
    ...given({ savedBy, restoredFrom }),
  };
}

export const memoryClinicContexts = (db: MemoryDatabase): ClinicContexts => {
  const versionsOf = (id: ClinicId) => db.clinics.get(id)?.contextVersions ?? [];
  const copyOf = (context: SavedContext | undefined) => context && structuredClone(context);

  return {
    current: (id) => db.atomically(() => copyOf(versionsOf(id).at(-1))),

    save: (id, { document, expectedVersion, by, restoredFrom }, now) =>
      db.atomically(() => {
        const row = db.clinics.get(id);
        const kept = row?.contextVersions.at(-1);
        if (row === undefined || kept === undefined) return undefined;
        if (kept.version !== expectedVersion || isDeepStrictEqual(kept.document, document))
          return { saved: kept.version === expectedVersion, current: structuredClone(kept) };
        const next: SavedContext = {
          version: expectedVersion + 1,
          document: structuredClone(document),
          savedAt: now,
          savedBy: by,
          ...given({ restoredFrom }),
        };
        row.contextVersions.push(next);
        row.contextualization = next.document;
        return { saved: true, current: structuredClone(next) };
      }),

    version: (id, version) =>
      db.atomically(() => copyOf(versionsOf(id).find((context) => context.version === version))),

    versions: (id, limit, below = Infinity) =>
      db.atomically(() =>
        versionsOf(id)
          .filter(({ version }) => version < below)
          .toReversed()
          .slice(0, limit)
          .map(withoutDocument),
      ),
  };
};
