import type { ClinicId } from '../../../domain/clinic/clinic.ts';

export type BusyMemoryLimits = {
  /** How long an answer serves for listing times, and for how many clinics. */
  readonly keepMs: number;
  readonly clinics: number;
};
export const defaultBusyMemory: BusyMemoryLimits = { keepMs: 30_000, clinics: 1_000 };

/** The last answer about busy times of each clinic, in this process. */
export type BusyMemory<Answer extends { readonly at: Date } = { readonly at: Date }> = {
  recall(clinicId: ClinicId, now: Date): Answer | undefined;
  remember(clinicId: ClinicId, answer: Answer): void;
  /** What is in the calendars has changed by our own hand. */
  forget(clinicId: ClinicId): void;
};

export function rememberBusyTimes<Answer extends { readonly at: Date }>({
  keepMs,
  clinics,
}: BusyMemoryLimits): BusyMemory<Answer> {
  const remembered = new Map<ClinicId, Answer>();
  return {
    recall(clinicId, now) {
      const known = remembered.get(clinicId);
      return known !== undefined && now.getTime() - known.at.getTime() < keepMs ? known : undefined;
    },
    remember(clinicId, answer) {
      remembered.delete(clinicId);
      remembered.set(clinicId, answer);
      const [oldest] = remembered.keys();
      if (remembered.size > clinics && oldest !== undefined) remembered.delete(oldest);
    },
    forget: (clinicId) => void remembered.delete(clinicId),
  };
}
