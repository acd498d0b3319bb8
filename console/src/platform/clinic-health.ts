import type { AlertCounts, Clinic } from '../../../client/atende-client.ts';

type Counts = Pick<AlertCounts, 'now' | 'today' | 'later' | 'google' | 'whatsapp'>;

/** How a clinic is doing, in a colour and in words; and what of it has alerts of its own. */
export type ClinicHealth = {
  readonly state: 'good' | 'warn' | 'bad' | 'off';
  readonly text: string;
  readonly marks: readonly string[];
};

const none: Counts = { now: 0, today: 0, later: 0, google: 0, whatsapp: 0 };

export const openOf = ({ now, today, later }: Counts): number => now + today + later;

/** `counts`: of its open alerts, absent when it has none. */
export function clinicHealth(
  { isActive, simulation }: Pick<Clinic, 'isActive' | 'simulation'>,
  counts: Counts = none,
): ClinicHealth {
  if (!isActive) return { state: 'off', text: 'Desativada: não recebe nem envia', marks: [] };
  const { now, today, later, google, whatsapp } = counts;
  const marks = [...(google > 0 ? ['Problema no Google'] : []), ...(whatsapp > 0 ? ['Problema no WhatsApp'] : [])];
  if (openOf(counts) > 0) {
    const parts = [
      now > 0 && `${now} ${now === 1 ? 'urgente' : 'urgentes'}`,
      today > 0 && `${today} para hoje`,
      later > 0 && `${later} sem pressa`,
    ];
    const text = parts.filter((part) => part !== false).join(', ');
    return { state: now + today > 0 ? 'bad' : 'warn', text, marks };
  }
  return simulation
    ? { state: 'warn', text: 'Só simula: nada sai', marks }
    : { state: 'good', text: 'Tudo em ordem', marks };
}

/** Those first that cannot wait; among equals the order stays. */
export const byUrgency = (a: Counts = none, b: Counts = none): number =>
  b.now - a.now || b.today - a.today || b.later - a.later;
