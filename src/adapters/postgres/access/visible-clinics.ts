import type { QueryConfig, QueryResult, QueryResultRow } from 'pg';
import type { Reach } from '../../../domain/access/caller.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { Pools } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';

/** For `($n::uuid[] is null or clinic_id = any($n))`: null reaches everything, rows without a clinic, too. */
export const reachParameter = (reach: Reach): readonly string[] | null => (reach === 'all' ? null : reach);

/** As the clinic that it is about; what concerns the whole installation is the system's. */
export const queryOf = <Row extends QueryResultRow>(
  { system, tenants }: Pools,
  clinicId: ClinicId | undefined,
  query: QueryConfig,
): Promise<QueryResult<Row>> =>
  clinicId === undefined ? system.query<Row>(query) : queryInTenant<Row>(tenants, clinicId, query);

/**
 * Whoever reaches one clinic reads as that clinic. A transaction is of one clinic, so several are read as the system,
 * and the statement must name them.
 */
export const queryWithin = <Row extends QueryResultRow>(
  pools: Pools,
  reach: Reach,
  query: QueryConfig,
): Promise<QueryResult<Row>> =>
  queryOf<Row>(pools, reach !== 'all' && reach.length === 1 ? reach[0] : undefined, query);
