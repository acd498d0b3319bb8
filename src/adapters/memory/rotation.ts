import type { ClinicId } from '../../domain/clinic/clinic.ts';

/** The first `limit` of what is due, one per clinic in turn, so that a busy clinic does not starve the others. */
export function rotateOverClinics<Due extends { readonly clinicId: ClinicId }>(
  oldestFirst: readonly Due[],
  limit: number,
): readonly Due[] {
  const places = new Map<ClinicId, number>();
  return oldestFirst
    .map((due) => {
      const round = places.get(due.clinicId) ?? 0;
      places.set(due.clinicId, round + 1);
      return { due, round };
    })
    .sort((a, b) => a.round - b.round)
    .slice(0, limit)
    .map(({ due }) => due);
}

/** Milliseconds until the earliest of these times that lies in the future. */
export function msUntilNext(times: readonly (Date | undefined)[], now: Date): number | undefined {
  const waits = times.flatMap((time) => (time === undefined ? [] : [time.getTime() - now.getTime()]));
  const ahead = waits.filter((ms) => ms > 0);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}
