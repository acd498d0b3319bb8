/** The value of the label `clinic` for a clinic's id. */
export type ClinicLabel = (clinicId: string) => string;

export const mostClinicsByDefault = 500;
const others = 'other';

/**
 * Each clinic has series of its own, as long as a scrape bears them all: beyond `most` clinics, those that were seen
 * later share the label `other`. 5 000 clinics with histograms of their own made 22 MB and held the process for a second.
 */
export function clinicLabels(most = mostClinicsByDefault): ClinicLabel {
  const known = new Set<string>(['none']);
  return (clinicId) => {
    if (known.has(clinicId)) return clinicId;
    if (known.size > most) return others;
    known.add(clinicId);
    return clinicId;
  };
}
