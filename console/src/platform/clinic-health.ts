import type { AlertCounts, Clinic, ClinicConnections } from '../../../client/atende-client.ts';

type Counts = Pick<AlertCounts, 'now' | 'today' | 'later' | 'google' | 'whatsapp'>;

/** How a clinic is doing, in a colour and in words; and what is wrong with its connections, or missing. */
export type ClinicHealth = {
  readonly state: 'good' | 'warn' | 'bad' | 'off';
  readonly text: string;
  readonly marks: readonly string[];
};

type Connections = Pick<ClinicConnections, 'google' | 'numbers'>;

const googleMarks: Readonly<Record<Connections['google'], string | undefined>> = {
  connected: undefined,
  renewing_failed: 'Google falhando',
  reconnect_required: 'Google: conectar de novo',
  disconnecting: 'Sem Google',
  not_connected: 'Sem Google',
};

/** An alert says that something is wrong; without one the connection itself may still be missing. */
function marksOf({ google, whatsapp }: Counts, connections: Connections | undefined): readonly string[] {
  const ofGoogle = connections && googleMarks[connections.google];
  const marks = [
    ofGoogle ?? (google > 0 ? 'Problema no Google' : undefined),
    connections?.numbers === 0 ? 'Sem número' : whatsapp > 0 ? 'Problema no WhatsApp' : undefined,
  ];
  return marks.filter((mark) => mark !== undefined);
}

const none: Counts = { now: 0, today: 0, later: 0, google: 0, whatsapp: 0 };

export const openOf = ({ now, today, later }: Counts): number => now + today + later;

/** `counts`: of its open alerts, absent when it has none. `connections`: absent while nobody knows. */
export function clinicHealth(
  { isActive, simulation }: Pick<Clinic, 'isActive' | 'simulation'>,
  counts: Counts = none,
  connections?: Connections,
): ClinicHealth {
  if (!isActive) return { state: 'off', text: 'Desativada: não recebe nem envia', marks: [] };
  const { now, today, later } = counts;
  const marks = marksOf(counts, connections);
  if (openOf(counts) > 0) {
    const parts = [
      now > 0 && `${now} ${now === 1 ? 'urgente' : 'urgentes'}`,
      today > 0 && `${today} para hoje`,
      later > 0 && `${later} sem pressa`,
    ].filter((part) => part !== false);
    const text = `${openOf(counts) === 1 ? 'Alerta' : 'Alertas'}: ${parts.join(', ')}`;
    return { state: now + today > 0 ? 'bad' : 'warn', text, marks };
  }
  if (simulation) return { state: 'warn', text: 'Só simula: nada sai', marks };
  if (connections === undefined) return { state: 'off', text: 'Verificando…', marks };
  return marks.length > 0
    ? { state: 'warn', text: 'Falta conectar', marks }
    : { state: 'good', text: 'Tudo em ordem', marks };
}

/** Those first that cannot wait; among equals the order stays. */
export const byUrgency = (a: Counts = none, b: Counts = none): number =>
  b.now - a.now || b.today - a.today || b.later - a.later;
