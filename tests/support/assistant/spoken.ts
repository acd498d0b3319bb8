import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { readClinicContext } from '../../../src/domain/clinic/document/contextualization.ts';
import type { SpokenFacts } from '../../../src/domain/assistant/grounding/spoken-facts.ts';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';

export const contextFrom = (json: unknown, name = 'Clínica Teste') =>
  readClinicContext({ id: clinicId('c1'), name, timeZone: 'America/Sao_Paulo' }, json).context;

const demoContext = contextFrom(demoClinic.contextualization);

/** Tuesday, 24 November 2026, 11:00 in São Paulo; nothing is booked and nothing was looked up. */
export const spokenFacts = (given: Partial<SpokenFacts> = {}): SpokenFacts => ({
  context: demoContext,
  now: new Date('2026-11-24T14:00:00Z'),
  patientWords: ['oi'],
  appointments: [],
  times: [],
  acts: [],
  ...given,
});

/** Local time in São Paulo: `2026-11-26 08:00`. */
export const local = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00-03:00`);
