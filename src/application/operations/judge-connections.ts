import type { GoogleConnections } from '../ports/connection/google-connections.ts';
import type { Telemetry } from '../ports/operations/telemetry.ts';

/** Looks at every clinic's Google connection and counts whether it keeps its promise (`isTokenHealthy`). */
export type JudgeConnections = () => Promise<void>;

type Needs = {
  googleConnections: Pick<GoogleConnections, 'statuses'>;
  telemetry: Pick<Telemetry, 'connectionSeen'>;
};

export const makeJudgeConnections =
  ({ googleConnections, telemetry }: Needs): JudgeConnections =>
  async () => {
    for (const [clinicId, status] of await googleConnections.statuses())
      telemetry.connectionSeen(clinicId, status);
  };
