import { memoryClinicAssistants } from './assistant/clinic-assistants.ts';
import { memoryTurnRecords } from './assistant/turn-records.ts';
import { memoryModelSpending } from './assistant/model-spending.ts';
import { memoryAlertDeliveries } from './operations/alert-deliveries.ts';
import { memoryAlertDestinations } from './operations/alert-destinations.ts';
import { memoryAlerts } from './operations/alerts.ts';
import { memoryPushNotices } from './operations/push-notices.ts';
import { memoryClinicActivity } from './operations/clinic-activity.ts';
import { memoryObjectiveTallies } from './operations/objective-tallies.ts';
import { memoryWorkStatus } from './operations/work-status.ts';
import { memoryApiKeys } from './access/api-keys.ts';
import { memoryAuditTrail } from './access/audit-trail.ts';
import { memoryClinicContexts } from './clinic/clinic-contexts.ts';
import { memoryBrowserSessions } from './access/browser-sessions.ts';
import { memoryPushSubscriptions } from './access/push-subscriptions.ts';
import { memoryInvitations } from './access/invitations.ts';
import { memoryClinicMembers } from './access/clinic-members.ts';
import { memoryClinicNumbers } from './clinic/clinic-numbers.ts';
import { memoryClinicRegistry } from './clinic/clinic-registry.ts';
import { memoryQuickAnswers } from './clinic/quick-answers.ts';
import { memoryIdempotentRequests } from './access/idempotent-requests.ts';
import { memoryRequestBudgets } from './access/request-budgets.ts';
import { memoryClinics } from './clinic/clinics.ts';
import type { MemoryDatabase } from './database.ts';
import { memoryMediaUploads } from './media/media-uploads.ts';
import { memoryOutgoingFiles } from './media/outgoing-files.ts';
import { memoryMessageMedia } from './media/message-media.ts';
import { memoryVoiceNotes } from './media/voice-notes.ts';
import { memoryConversations } from './messaging/conversation-views.ts';
import { memoryMessageSearch } from './messaging/views/message-search.ts';
import { memoryDeliveryLog } from './messaging/delivery-log.ts';
import { memoryErasedKeys } from './privacy/erased-keys.ts';
import { memoryErasures } from './privacy/erasures.ts';
import { memoryConversationNotes } from './messaging/acts/conversation-notes.ts';
import { memoryConversationAssignments, memoryHumanActs } from './messaging/acts/human-acts.ts';
import { memoryInbox } from './messaging/inbox.ts';
import { memoryOutbox } from './messaging/outbox.ts';
import { memoryTemplates } from './clinic/templates.ts';
import { memoryWindowWaits } from './messaging/window/window-waits.ts';
import { memoryParkedContents } from './privacy/parked-contents.ts';
import { memoryParkedItems } from './messaging/parked-items.ts';
import { memoryPatientRecords } from './privacy/patient-records.ts';
import { memoryPeople } from './messaging/people.ts';
import { memoryRetention } from './privacy/retention.ts';
import { memoryMessagePreferences } from './messaging/message-preferences.ts';
import { memoryTurns } from './messaging/turns.ts';
import { memoryCalendarChannels } from './scheduling/calendar-channels.ts';
import { memoryCalendarFeeds } from './scheduling/calendar-feeds.ts';
import { memoryEventTexts } from './scheduling/event-texts.ts';
import { memoryReminders } from './scheduling/reminders.ts';
import { memoryAppointments } from './scheduling/appointments.ts';
import { memoryClinicCalendars } from './connection/clinic-calendars.ts';
import { memoryGoogleConnections } from './connection/google-connections.ts';
import { memoryGoogleRevocations } from './connection/google-revocations.ts';
import { memoryOAuthStates } from './connection/oauth-states.ts';
import { memorySealedTokens } from './connection/sealed-tokens.ts';
import { memoryNumberHealths } from './connection/number-healths.ts';
import { memoryWhatsAppOnboardings } from './connection/whatsapp-onboardings.ts';
import { memoryWhatsAppSecrets } from './connection/whatsapp-secrets.ts';

/** Every store, on one state. */
export const memoryStores = (db: MemoryDatabase) => ({
  people: memoryPeople(db),
  inbox: memoryInbox(db),
  deliveryLog: memoryDeliveryLog(db),
  parkedItems: memoryParkedItems(db),
  turns: memoryTurns(db),
  messagePreferences: memoryMessagePreferences(db),
  messageMedia: memoryMessageMedia(db),
  outgoingFiles: memoryOutgoingFiles(db),
  mediaUploads: memoryMediaUploads(db),
  voiceNotes: memoryVoiceNotes(db),
  conversations: memoryConversations(db),
  conversationAssignments: memoryConversationAssignments(db),
  conversationNotes: memoryConversationNotes(db),
  messageSearch: memoryMessageSearch(db),
  humanActs: memoryHumanActs(db),
  outbox: memoryOutbox(db),
  windowWaits: memoryWindowWaits(db),
  templates: memoryTemplates(db),
  alerts: memoryAlerts(db),
  alertDeliveries: memoryAlertDeliveries(db),
  alertDestinations: memoryAlertDestinations(db),
  pushNotices: memoryPushNotices(db),
  clinicActivity: memoryClinicActivity(db),
  objectiveTallies: memoryObjectiveTallies(db),
  workStatus: memoryWorkStatus(db),
  clinics: memoryClinics(db),
  clinicCalendars: memoryClinicCalendars(db),
  googleConnections: memoryGoogleConnections(db),
  googleRevocations: memoryGoogleRevocations(db),
  oauthStates: memoryOAuthStates(db),
  sealedTokens: memorySealedTokens(db),
  whatsAppSecrets: memoryWhatsAppSecrets(db),
  whatsAppOnboardings: memoryWhatsAppOnboardings(db),
  numberHealths: memoryNumberHealths(db),
  appointments: memoryAppointments(db),
  calendarChannels: memoryCalendarChannels(db),
  calendarFeeds: memoryCalendarFeeds(db),
  eventTexts: memoryEventTexts(db),
  reminders: memoryReminders(db),
  erasures: memoryErasures(db),
  erasedKeys: memoryErasedKeys(db),
  parkedContents: memoryParkedContents(db),
  patientRecords: memoryPatientRecords(db),
  retention: memoryRetention(db),
  apiKeys: memoryApiKeys(db),
  auditTrail: memoryAuditTrail(db),
  clinicContexts: memoryClinicContexts(db),
  clinicMembers: memoryClinicMembers(db),
  browserSessions: memoryBrowserSessions(db),
  pushSubscriptions: memoryPushSubscriptions(db),
  invitations: memoryInvitations(db),
  clinicNumbers: memoryClinicNumbers(db),
  clinicRegistry: memoryClinicRegistry(db),
  quickAnswers: memoryQuickAnswers(db),
  idempotentRequests: memoryIdempotentRequests(db),
  requestBudgets: memoryRequestBudgets(db),
  clinicAssistants: memoryClinicAssistants(db),
  modelSpending: memoryModelSpending(db),
  turnRecords: memoryTurnRecords(db),
});
