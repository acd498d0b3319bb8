import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { HealthcareService } from '../../../domain/clinic/healthcare-service.ts';
import type { Professional } from '../../../domain/clinic/professional.ts';
import { canonical } from '../../../domain/assistant/model/canonical.ts';
import { rules } from './rules.ts';

/** The clinic as a model reads it: the same bytes for the same version of the context. */
export type ReadableClinic = {
  readonly instructions: string;
  readonly services: ReadonlyMap<string, HealthcareService>;
  readonly professionals: ReadonlyMap<string, Professional>;
};

const known = new WeakMap<ClinicContext, ReadableClinic>();

/** Rules and the whole context, with codes for what may be named. Remembered as long as the context is. */
export function readableClinic(context: ClinicContext): ReadableClinic {
  const before = known.get(context);
  if (before) return before;
  const services = coded('s', context.services);
  const professionals = coded('p', context.professionals);
  const codeOf = new Map([...professionals].map(([code, { id }]) => [id, code]));
  const clinic: Readable = {
    ...context,
    services: [...services].map(([code, { professionalIds, ...service }]) => ({
      ...service,
      id: undefined,
      code,
      professionals: professionalIds.flatMap((id) => codeOf.get(id) ?? []),
    })),
    professionals: [...professionals].map(([code, professional]) => ({
      ...professional,
      id: undefined,
      code,
    })),
    clinicId: undefined,
    inactiveProfessionals: undefined,
  };
  const instructions = `${rules}\n\nContexto da clínica (JSON):\n${JSON.stringify(canonical(clinic))}`;
  const readable = { instructions, services, professionals };
  known.set(context, readable);
  return readable;
}

type Readable = Readonly<Record<string, unknown>>;

const coded = <T>(letter: string, items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item, index) => [`${letter}${index + 1}`, item]));
