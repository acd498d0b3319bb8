import { z } from 'zod';
import type {
  IdempotencyScope,
  IdempotencyState,
  IdempotentRequests,
} from '../../../application/ports/access/idempotent-requests.ts';
import { clinicId as clinicIdOf } from '../../../domain/clinic/clinic.ts';
import type { Pools } from '../pool.ts';
import { queryOf } from './visible-clinics.ts';
import { given } from '../../../domain/given.ts';

const attemptRow = z.object({
  request_hash: z.string(),
  lease_owner: z.string(),
  first_attempt: z.string(),
  status: z.int().nullable(),
  headers: z.record(z.string(), z.string()).nullable(),
  body: z.string().nullable(),
});

const clinicOf = ({ clinicId }: IdempotencyScope) =>
  clinicId === undefined ? undefined : clinicIdOf(clinicId);

/**
 * `repetitionOf` in SQL, so that a first attempt costs one statement; held to it by
 * tests/contract/rules/access-rules.test.ts. What concerns a clinic is that clinic's; forgetting is about all.
 */
export const postgresIdempotentRequests = (pools: Pools): IdempotentRequests => ({
  async begin({ id, scope, requestHash }, leaseMs, now): Promise<IdempotencyState> {
    const { clinicId, caller, operation, key } = scope;
    const { rows } = await queryOf(pools, clinicOf(scope), {
      text: `insert into idempotent_requests as known
         (clinic_id, caller, operation, key, request_hash, first_attempt, lease_owner, lease_until,
          created_at)
       values ($1, $2, $3, $4, $5, $6, $6, $7, $8)
       on conflict on constraint idempotent_requests_once do update set
         lease_owner = case
           when known.status is null and known.request_hash = excluded.request_hash
             and (known.lease_until is null or known.lease_until <= $8)
           then excluded.lease_owner else known.lease_owner end,
         lease_until = case
           when known.status is null and known.request_hash = excluded.request_hash
             and (known.lease_until is null or known.lease_until <= $8)
           then excluded.lease_until else known.lease_until end
       returning request_hash, first_attempt, lease_owner, status, headers, body`,
      values: [clinicId, caller, operation, key, requestHash, id, new Date(now.getTime() + leaseMs), now],
    });
    const row = attemptRow.parse(rows[0]);
    if (row.request_hash !== requestHash) return { state: 'other-request' };
    if (row.status !== null) {
      const { status, headers, body } = row;
      return {
        state: 'answered',
        reply: { status, headers: headers ?? {}, ...given({ body: body ?? undefined }) },
      };
    }
    return row.lease_owner === id ? { state: 'first', firstId: row.first_attempt } : { state: 'in-progress' };
  },

  async answer({ id, scope }, { status, headers, body }) {
    await queryOf(pools, clinicOf(scope), {
      text: `update idempotent_requests set status = $2, headers = $3, body = $4, lease_until = null
       where lease_owner = $1 and clinic_id is not distinct from $5 and status is null`,
      values: [id, status, JSON.stringify(headers), body, scope.clinicId],
    });
  },

  async release({ id, scope }) {
    await queryOf(pools, clinicOf(scope), {
      text: `update idempotent_requests set lease_until = null
       where lease_owner = $1 and clinic_id is not distinct from $2 and status is null`,
      values: [id, scope.clinicId],
    });
  },

  async forget(before) {
    const { rowCount } = await pools.system.query('delete from idempotent_requests where created_at < $1', [
      before,
    ]);
    return rowCount ?? 0;
  },
});
