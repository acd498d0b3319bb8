import type { Pool } from 'pg';
import type { ErasureKeys } from '../../application/ports/privacy/erasure-keys.ts';
import type { Ids } from '../../application/ports/system/ids.ts';
import { postgresAlertDeliveries } from './operations/alert-deliveries.ts';
import { postgresAlertDestinations } from './operations/alert-destinations.ts';
import { postgresAlerts } from './operations/alerts.ts';
import { postgresPushNotices } from './operations/push-notices.ts';
import { postgresClinicActivity } from './operations/clinic-activity.ts';
import { postgresObjectiveTallies } from './operations/objective-tallies.ts';
import { postgresWorkStatus } from './operations/work-status.ts';
import { postgresApiKeys } from './access/api-keys.ts';
import { postgresAuditTrail } from './access/audit-trail.ts';
import { postgresClinicContexts } from './clinic/clinic-contexts.ts';
import { postgresBrowserSessions } from './access/browser-sessions.ts';
import { postgresPushSubscriptions } from './access/push-subscriptions.ts';
import { postgresInvitations } from './access/invitations.ts';
import { postgresClinicMembers } from './access/clinic-members.ts';
import { postgresClinicAssistants } from './clinic/clinic-assistants.ts';
import { postgresTurnRecords } from './clinic/turn-records.ts';
import { postgresModelSpending } from './clinic/model-spending.ts';
import { postgresClinicNumbers } from './clinic/clinic-numbers.ts';
import { postgresClinicRegistry } from './clinic/clinic-registry.ts';
import { postgresQuickAnswers } from './clinic/quick-answers.ts';
import { postgresIdempotentRequests } from './access/idempotent-requests.ts';
import { postgresRequestBudgets } from './access/request-budgets.ts';
import { postgresClinics } from './clinic/clinics.ts';
import { postgresMediaUploads } from './messaging/media/media-uploads.ts';
import { postgresOutgoingFiles } from './messaging/media/outgoing-files.ts';
import { postgresMessageMedia } from './messaging/media/message-media.ts';
import { postgresVoiceNotes } from './messaging/media/voice-notes.ts';
import { postgresConversations } from './messaging/views/conversation-views.ts';
import { postgresMessageSearch } from './messaging/views/message-search.ts';
import { postgresDeliveryLog } from './messaging/delivery-log.ts';
import { postgresErasedKeys } from './privacy/erased-keys.ts';
import { postgresErasures } from './privacy/erasures.ts';
import { postgresConversationAssignments } from './messaging/acts/conversation-assignments.ts';
import { postgresConversationNotes } from './messaging/acts/conversation-notes.ts';
import { postgresHumanActs } from './messaging/acts/human-acts.ts';
import { postgresInbox } from './messaging/inbox.ts';
import { postgresOutbox } from './messaging/outbox.ts';
import { postgresTemplates } from './clinic/templates.ts';
import { postgresWindowWaits } from './messaging/window/window-waits.ts';
import { postgresParkedContents } from './privacy/parked-contents.ts';
import { postgresParkedItems } from './messaging/parked-items.ts';
import { postgresPatientRecords } from './privacy/patient-records.ts';
import { postgresPeople } from './messaging/people/people.ts';
import type { Pools } from './pool.ts';
import { postgresRetention } from './privacy/retention.ts';
import { postgresMessagePreferences } from './messaging/people/message-preferences.ts';
import { postgresTurns } from './messaging/turns.ts';
import { postgresCalendarChannels } from './scheduling/calendar-channels.ts';
import { postgresCalendarFeeds } from './scheduling/calendar-feeds.ts';
import { postgresEventTexts } from './scheduling/event-texts.ts';
import { postgresReminders } from './scheduling/reminders.ts';
import { postgresAppointments } from './scheduling/appointments.ts';
import { postgresClinicCalendars } from './connection/clinic-calendars.ts';
import { postgresGoogleConnections } from './connection/google-connections.ts';
import { postgresGoogleRevocations } from './connection/google-revocations.ts';
import { postgresOAuthStates } from './connection/oauth-states.ts';
import { postgresSealedTokens } from './connection/sealed-tokens.ts';
import { postgresNumberHealths } from './connection/number-healths.ts';
import { postgresWhatsAppOnboardings } from './connection/whatsapp-onboardings.ts';
import { postgresWhatsAppSecrets } from './connection/whatsapp-secrets.ts';

type Needs = { readonly ids: Ids; readonly erasureKeys: ErasureKeys };

/** Every store; `ingest` is a pool of `openIngestPool`. */
export const postgresStores = (pools: Pools, ingest: Pool, { ids, erasureKeys }: Needs) => ({
  people: postgresPeople(pools, ingest, ids),
  inbox: postgresInbox(ingest),
  deliveryLog: postgresDeliveryLog(ingest, pools.tenants),
  parkedItems: postgresParkedItems(pools),
  turns: postgresTurns(pools),
  messagePreferences: postgresMessagePreferences(pools.tenants),
  messageMedia: postgresMessageMedia(pools),
  outgoingFiles: postgresOutgoingFiles(pools),
  mediaUploads: postgresMediaUploads(pools),
  voiceNotes: postgresVoiceNotes(pools),
  conversations: postgresConversations(pools),
  conversationAssignments: postgresConversationAssignments(pools.tenants),
  conversationNotes: postgresConversationNotes(pools.tenants),
  messageSearch: postgresMessageSearch(pools),
  humanActs: postgresHumanActs(pools.tenants),
  outbox: postgresOutbox(pools),
  windowWaits: postgresWindowWaits(pools.tenants),
  templates: postgresTemplates(pools),
  alerts: postgresAlerts(pools, ids),
  alertDeliveries: postgresAlertDeliveries(pools, ids),
  alertDestinations: postgresAlertDestinations(pools),
  pushNotices: postgresPushNotices(pools, ids),
  clinicActivity: postgresClinicActivity(pools.tenants),
  objectiveTallies: postgresObjectiveTallies(pools),
  workStatus: postgresWorkStatus(pools),
  // a webhook waits for what these ask of all clinics
  clinics: postgresClinics({ ...pools, system: ingest }),
  clinicCalendars: postgresClinicCalendars(pools.tenants),
  googleConnections: postgresGoogleConnections(pools),
  googleRevocations: postgresGoogleRevocations(pools),
  oauthStates: postgresOAuthStates(pools),
  sealedTokens: postgresSealedTokens(pools),
  whatsAppSecrets: postgresWhatsAppSecrets({ ...pools, system: ingest }),
  whatsAppOnboardings: postgresWhatsAppOnboardings(pools),
  numberHealths: postgresNumberHealths(pools),
  appointments: postgresAppointments(pools),
  calendarChannels: postgresCalendarChannels(pools),
  calendarFeeds: postgresCalendarFeeds(pools),
  eventTexts: postgresEventTexts(pools),
  reminders: postgresReminders(pools),
  erasures: postgresErasures(pools, erasureKeys),
  erasedKeys: postgresErasedKeys(pools.system),
  parkedContents: postgresParkedContents(pools.system),
  patientRecords: postgresPatientRecords(pools.tenants),
  retention: postgresRetention(pools),
  apiKeys: postgresApiKeys(pools),
  auditTrail: postgresAuditTrail(pools),
  clinicContexts: postgresClinicContexts(pools.tenants),
  clinicMembers: postgresClinicMembers(pools),
  browserSessions: postgresBrowserSessions(pools),
  pushSubscriptions: postgresPushSubscriptions(pools),
  invitations: postgresInvitations(pools),
  clinicNumbers: postgresClinicNumbers(pools),
  clinicRegistry: postgresClinicRegistry(pools),
  quickAnswers: postgresQuickAnswers(pools.tenants),
  idempotentRequests: postgresIdempotentRequests(pools),
  requestBudgets: postgresRequestBudgets(pools.system),
  clinicAssistants: postgresClinicAssistants(pools.tenants),
  modelSpending: postgresModelSpending(pools.tenants),
  turnRecords: postgresTurnRecords(pools.tenants),
});
