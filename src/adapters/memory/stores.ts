import { memoryAlerts } from './operations/alerts.ts';
import { memoryApiKeys } from './access/api-keys.ts';
import { memoryAuditTrail } from './access/audit-trail.ts';
import { memoryClinicContexts } from './clinic/clinic-contexts.ts';
import { memoryClinicMembers } from './access/clinic-members.ts';
import { memoryClinicNumbers } from './clinic/clinic-numbers.ts';
import { memoryClinicRegistry } from './clinic/clinic-registry.ts';
import { memoryIdempotentRequests } from './access/idempotent-requests.ts';
import { memoryRequestBudgets } from './access/request-budgets.ts';
import { memoryClinics } from './clinic/clinics.ts';
import type { MemoryDatabase } from './database.ts';
import { memoryConversations } from './messaging/conversation-views.ts';
import { memoryDeliveryLog } from './messaging/delivery-log.ts';
import { memoryErasedKeys } from './privacy/erased-keys.ts';
import { memoryErasures } from './privacy/erasures.ts';
import { memoryHumanActs } from './messaging/human-acts.ts';
import { memoryInbox } from './messaging/inbox.ts';
import { memoryOutbox } from './messaging/outbox.ts';
import { memoryParkedContents } from './privacy/parked-contents.ts';
import { memoryParkedItems } from './messaging/parked-items.ts';
import { memoryPatientRecords } from './privacy/patient-records.ts';
import { memoryPeople } from './messaging/people.ts';
import { memoryRetention } from './privacy/retention.ts';
import { memoryTurns } from './messaging/turns.ts';
import { memoryAppointments } from './scheduling/appointments.ts';
import { memoryClinicCalendars } from './connection/clinic-calendars.ts';
import { memoryGoogleConnections } from './connection/google-connections.ts';
import { memoryGoogleRevocations } from './connection/google-revocations.ts';
import { memoryOAuthStates } from './connection/oauth-states.ts';
import { memorySealedTokens } from './connection/sealed-tokens.ts';

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
