import { memoryAlerts } from './alerts.ts';
import { memoryApiKeys } from './api-keys.ts';
import { memoryAuditTrail } from './audit-trail.ts';
import { memoryClinicContexts } from './clinic-contexts.ts';
import { memoryClinicMembers } from './clinic-members.ts';
import { memoryClinicNumbers } from './clinic-numbers.ts';
import { memoryClinicRegistry } from './clinic-registry.ts';
import { memoryIdempotentRequests } from './idempotent-requests.ts';
import { memoryRequestBudgets } from './request-budgets.ts';
import { memoryClinics } from './clinics.ts';
import type { MemoryDatabase } from './database.ts';
import { memoryConversations } from './conversation-views.ts';
import { memoryDeliveryLog } from './delivery-log.ts';
import { memoryErasedKeys } from './erased-keys.ts';
import { memoryErasures } from './erasures.ts';
import { memoryHumanActs } from './human-acts.ts';
import { memoryInbox } from './inbox.ts';
import { memoryOutbox } from './outbox.ts';
import { memoryParkedContents } from './parked-contents.ts';
import { memoryParkedItems } from './parked-items.ts';
import { memoryPatientRecords } from './patient-records.ts';
import { memoryPeople } from './people.ts';
import { memoryRetention } from './retention.ts';
import { memoryTurns } from './turns.ts';
import { memoryAppointments } from './appointments.ts';
import { memoryClinicCalendars } from './clinic-calendars.ts';
import { memoryGoogleConnections } from './google-connections.ts';
import { memoryGoogleRevocations } from './google-revocations.ts';
import { memoryOAuthStates } from './oauth-states.ts';
import { memorySealedTokens } from './sealed-tokens.ts';

/** Every store, on one state. */
export const memoryStores = (db: MemoryDatabase) => ({
  people: memoryPeople(db),
  inbox: memoryInbox(db),
  deliveryLog: memoryDeliveryLog(db),
  parkedItems: memoryParkedItems(db),
  turns: memoryTurns(db),
  conversations: memoryConversations(db),
  humanActs: memoryHumanActs(db),
  outbox: memoryOutbox(db),
  alerts: memoryAlerts(db),
  clinics: memoryClinics(db),
  clinicCalendars: memoryClinicCalendars(db),
  googleConnections: memoryGoogleConnections(db),
  googleRevocations: memoryGoogleRevocations(db),
  oauthStates: memoryOAuthStates(db),
  sealedTokens: memorySealedTokens(db),
  appointments: memoryAppointments(db),
  erasures: memoryErasures(db),
  erasedKeys: memoryErasedKeys(db),
  parkedContents: memoryParkedContents(db),
  patientRecords: memoryPatientRecords(db),
  retention: memoryRetention(db),
  apiKeys: memoryApiKeys(db),
  auditTrail: memoryAuditTrail(db),
  clinicContexts: memoryClinicContexts(db),
  clinicMembers: memoryClinicMembers(db),
  clinicNumbers: memoryClinicNumbers(db),
  clinicRegistry: memoryClinicRegistry(db),
  idempotentRequests: memoryIdempotentRequests(db),
  requestBudgets: memoryRequestBudgets(db),
});
