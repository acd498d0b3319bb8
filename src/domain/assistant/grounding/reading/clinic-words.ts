import type { ClinicContext } from '../../../clinic/clinic-context.ts';
import { flatText } from '../../../language/literals/flat-text.ts';
import { tokensIn } from './tokens.ts';

/** Every word that stands anywhere in what the clinic says of itself. */
export function clinicWords(context: ClinicContext): ReadonlySet<string> {
  const said = { ...context, unread: {}, inactiveProfessionals: [] };
  const text = JSON.stringify(Object.values(said)).replace(/\\[nt"]/g, ' ');
  return new Set(tokensIn(flatText(text).flat).map(({ word }) => word));
}
