import { AtendeError } from '../../../client/atende-client.ts';

const words = {
  'minimum-notice': 'está mais perto do que a antecedência mínima',
  horizon: 'está mais longe do que a clínica oferece',
  'working-time': 'está fora do horário de atendimento',
  'daily-limit': 'cai num dia que já tem o máximo de consultas',
  'weekly-limit': 'cai numa semana que já tem o máximo de consultas',
} as const;

/** What patients are held to, and people of the clinic may pass. */
export type Limit = keyof typeof words;

const isLimit = (name: unknown): name is Limit => typeof name === 'string' && name in words;

/** Of a refusal that is about nothing else: which limits are in the way. */
export function limitsInTheWay(error: unknown): readonly Limit[] | undefined {
  if (!(error instanceof AtendeError) || error.code !== 'scheduling.slot-not-offered') return undefined;
  const { details } = error;
  const named =
    typeof details === 'object' && details !== null && 'limits' in details ? details.limits : undefined;
  if (!Array.isArray(named) || named.length === 0 || !named.every(isLimit)) return undefined;
  return named;
}

/** `Este horário está fora do horário de atendimento e está mais longe do que a clínica oferece.` */
export const limitWords = (limits: readonly Limit[]): string =>
  `Este horário ${limits.map((limit) => words[limit]).join(' e ')}.`;
