import type { ClinicId } from '../../../domain/clinic/clinic.ts';

/**
 * The first `limit` of what is due, one per clinic in turn and counting what a clinic has in hand already, so that a busy
 * clinic does not starve the others; among equals the one that was served longest ago.
 */
export function rotateOverClinics<Due extends { readonly clinicId: ClinicId }>(
  oldestFirst: readonly Due[],
  limit: number,
  { inHand, served }: { inHand: readonly { readonly clinicId: ClinicId }[]; served: Map<ClinicId, number> },
): readonly Due[] {
  const places = new Map<ClinicId, number>();
  for (const { clinicId } of inHand) places.set(clinicId, (places.get(clinicId) ?? 0) + 1);
  const lastServed = (clinicId: ClinicId) => served.get(clinicId) ?? 0;
  return oldestFirst
    .map((due) => {
      const round = places.get(due.clinicId) ?? 0;
      places.set(due.clinicId, round + 1);
      return { due, round };
    })
    .sort((a, b) => a.round - b.round || lastServed(a.due.clinicId) - lastServed(b.due.clinicId))
    .slice(0, limit)
    .map(({ due }) => {
      served.set(due.clinicId, Math.max(0, ...served.values()) + 1);
      return due;
    });
}

/** Milliseconds until the earliest of these times that lies in the future. */
export function msUntilNext(times: readonly (Date | undefined)[], now: Date): number | undefined {
  const waits = times.flatMap((time) => (time === undefined ? [] : [time.getTime() - now.getTime()]));
  const ahead = waits.filter((ms) => ms > 0);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}
