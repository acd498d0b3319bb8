import { Gauge, type Registry } from 'prom-client';
import type { GoogleConnections } from '../../application/ports/connection/google-connections.ts';

/** How each clinic's Google connection stands, read from the database at each scrape. */
export function connectionGauges(
  registry: Registry,
  connections: Pick<GoogleConnections, 'statuses'>,
): { refresh(): Promise<void> } {
  const status = new Gauge({
    name: 'atende_google_connection',
    help: '1 for the status that the Google connection of a clinic has',
    labelNames: ['clinic', 'status'],
    registers: [registry],
  });
  return {
    async refresh() {
      const now = await connections.statuses();
      status.reset();
      for (const [clinic, value] of now) status.set({ clinic, status: value }, 1);
    },
  };
}
