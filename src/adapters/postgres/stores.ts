import type { Pool } from 'pg';
import type { ErasureKeys } from '../../application/ports/erasure-keys.ts';
import type { Ids } from '../../application/ports/ids.ts';
import { postgresAlerts } from './alerts.ts';
import { postgresApiKeys } from './api-keys.ts';
import { postgresAuditTrail } from './audit-trail.ts';
import { postgresClinicContexts } from './clinic-contexts.ts';
import { postgresClinicMembers } from './clinic-members.ts';
import { postgresClinicNumbers } from './clinic-numbers.ts';
import { postgresClinicRegistry } from './clinic-registry.ts';
import { postgresIdempotentRequests } from './idempotent-requests.ts';
import { postgresRequestBudgets } from './request-budgets.ts';
import { postgresClinics } from './clinics.ts';
import { postgresDeliveryLog } from './delivery-log.ts';
import { postgresErasedKeys } from './erased-keys.ts';
import { postgresErasures } from './erasures.ts';
import { postgresInbox } from './inbox.ts';
import { postgresOutbox } from './outbox.ts';
import { postgresParkedContents } from './parked-contents.ts';
import { postgresParkedItems } from './parked-items.ts';
import { postgresPatientRecords } from './patient-records.ts';
import { postgresPeople } from './people.ts';
import { postgresRetention } from './retention.ts';
import { postgresTurns } from './turns.ts';
import { postgresAppointments } from './appointments.ts';
import { postgresClinicCalendars } from './clinic-calendars.ts';
import { postgresGoogleConnections } from './google-connections.ts';
import { postgresGoogleRevocations } from './google-revocations.ts';
import { postgresOAuthStates } from './oauth-states.ts';
import { postgresSealedTokens } from './sealed-tokens.ts';

type Needs = { readonly ids: Ids; readonly erasureKeys: ErasureKeys; readonly ingestPool?: Pool };

/** Every store, on one pool; `ingestPool` may be one of its own, opened with `ingestPlanOptions`. */
export const postgresStores = (pool: Pool, { ids, erasureKeys, ingestPool = pool }: Needs) => ({
  people: postgresPeople(pool, ids),
  inbox: postgresInbox(ingestPool),
  deliveryLog: postgresDeliveryLog(ingestPool),
  parkedItems: postgresParkedItems(pool),
  turns: postgresTurns(pool),
  outbox: postgresOutbox(pool),
  alerts: postgresAlerts(pool, ids),
  clinics: postgresClinics(pool),
  clinicCalendars: postgresClinicCalendars(pool),
  googleConnections: postgresGoogleConnections(pool),
  googleRevocations: postgresGoogleRevocations(pool),
  oauthStates: postgresOAuthStates(pool),
  sealedTokens: postgresSealedTokens(pool),
  appointments: postgresAppointments(pool),
  erasures: postgresErasures(pool, erasureKeys),
  erasedKeys: postgresErasedKeys(pool),
  parkedContents: postgresParkedContents(pool),
  patientRecords: postgresPatientRecords(pool),
  retention: postgresRetention(pool),
  apiKeys: postgresApiKeys(pool),
  auditTrail: postgresAuditTrail(pool),
  clinicContexts: postgresClinicContexts(pool),
  clinicMembers: postgresClinicMembers(pool),
  clinicNumbers: postgresClinicNumbers(pool),
  clinicRegistry: postgresClinicRegistry(pool),
  idempotentRequests: postgresIdempotentRequests(pool),
  requestBudgets: postgresRequestBudgets(pool),
});
