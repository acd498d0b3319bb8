import type { AuditTrail } from '../../../application/ports/access/audit-trail.ts';
import type { Clock } from '../../../application/ports/system/clock.ts';
import type { Ids } from '../../../application/ports/system/ids.ts';
import type { Log } from '../../../application/ports/operations/log.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { failureOf, type FaultOf } from '../server/error-response.ts';
import type { ApiRequest } from './api-request.ts';
import type { AnyReply, Endpoint } from './endpoint.ts';

export type AuditNeeds = {
  readonly auditTrail: AuditTrail;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly log: Log;
  readonly faultOf: FaultOf;
};

/**
 * Runs the handler; what changes something is written down before and after it. Without the line before, nothing is
 * done. A line that is never finished says that nobody knows how it ended.
 */
export async function audited(
  { audit, handler }: Endpoint,
  request: ApiRequest,
  clinic: string | undefined,
  needs: AuditNeeds,
): Promise<AnyReply> {
  if (audit === undefined || audit === 'nothing-changes') return handler(request);
  const { auditTrail, ids, clock, log, faultOf } = needs;
  const id = ids.next();
  const about = audit.clinicId?.(request) ?? clinic;
  const noted: Record<string, unknown> = {};
  await auditTrail.begin({
    id,
    ...(about !== undefined && { clinicId: clinicId(about) }),
    at: clock.now(),
    actor: request.caller.actor,
    action: audit.action,
    subject: audit.subject(request),
    details: {},
    requestId: request.requestId,
  });
  const finish = (end: Parameters<AuditTrail['finish']>[1]) =>
    auditTrail
      .finish(id, { ...end, details: noted }, clock.now())
      .catch((err: unknown) =>
        log.error({ err, requestId: request.requestId }, 'an audit entry stays unfinished'),
      );
  try {
    const reply = await handler({ ...request, note: (details) => void Object.assign(noted, details) });
    await finish({ outcome: 'done' });
    return reply;
  } catch (error) {
    const { status, code } = failureOf(error, faultOf);
    await finish({ outcome: status < 500 ? 'refused' : 'failed', code });
    throw error;
  }
}
