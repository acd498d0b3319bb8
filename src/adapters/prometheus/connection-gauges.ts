import { Gauge, type Registry } from 'prom-client';
import type { GoogleConnections } from '../../application/ports/connection/google-connections.ts';
import { clinicLabels } from './clinic-labels.ts';

/** How each clinic's Google connection stands, read from the database at each scrape. */
export function connectionGauges(
  registry: Registry,
  connections: Pick<GoogleConnections, 'statuses'>,
  labelOf = clinicLabels(),
): { refresh(): Promise<void> } {
  const status = new Gauge({
    name: 'atende_google_connection',
    help: '1 for the status that the Google connection of a clinic has; of other, how many have it',
    labelNames: ['clinic', 'status'],
    registers: [registry],
  });
  return {
    async refresh() {
      const now = await connections.statuses();
      status.reset();
      for (const [clinic, value] of now) status.inc({ clinic: labelOf(clinic), status: value });
    },
  };
}
