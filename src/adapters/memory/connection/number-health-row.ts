import type { NumberPlace } from '../../../domain/connection/number-secret.ts';
import type { HealthIssue, NumberHealth } from '../../../domain/whatsapp/number-health.ts';

export type NumberHealthRow = NumberPlace & {
  dueAt: Date;
  issues: readonly HealthIssue[];
  health?: NumberHealth | undefined;
  failure?: string | undefined;
  readAt?: Date | undefined;
};
