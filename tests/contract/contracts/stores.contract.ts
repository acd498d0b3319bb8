import { clinicAssistantsContract } from './assistant/clinic-assistants.contract.ts';
import { modelSpendingContract } from './assistant/model-spending.contract.ts';
import { turnRecordsContract } from './assistant/turn-records.contract.ts';
import { alertDeliveryAttemptsContract } from './operations/alert-deliveries/attempts.contract.ts';
import { alertDeliveryOrderContract } from './operations/alert-deliveries/order.contract.ts';
import { alertDeliveryPlanningContract } from './operations/alert-deliveries/planning.contract.ts';
import { alertDestinationsContract } from './operations/alert-destinations.contract.ts';
import { alertsContract } from './operations/alerts.contract.ts';
import { clinicActivityContract } from './operations/clinic-activity.contract.ts';
import { objectiveTalliesContract } from './operations/objective-tallies.contract.ts';
import { workStatusContract } from './operations/work-status.contract.ts';
import { pushClaimsContract } from './push/push-claims.contract.ts';
import { pushNoticesContract } from './push/push-notices.contract.ts';
import { pushSubscriptionsContract } from './push/push-subscriptions.contract.ts';
import { takenTimesContract } from './scheduling/taken-times.contract.ts';
import { appointmentMovesContract } from './scheduling/appointment-moves.contract.ts';
import { appointmentListsContract } from './scheduling/appointment-lists.contract.ts';
import { appointmentChangesContract } from './scheduling/appointment-changes.contract.ts';
import { appointmentSyncContract } from './scheduling/appointment-sync.contract.ts';
import { calendarChannelsContract } from './scheduling/calendar-channels.contract.ts';
import { calendarFeedsContract } from './scheduling/calendar-feeds.contract.ts';
import { eventTextsContract } from './scheduling/event-texts.contract.ts';
import { remindersContract } from './scheduling/reminders.contract.ts';
import { followedEventsContract } from './scheduling/followed-events.contract.ts';
import { clinicCalendarsContract } from './connection/clinic-calendars.contract.ts';
import { browserSessionsContract } from './access/browser-sessions.contract.ts';
import { invitationsContract } from './access/invitations.contract.ts';
import { apiKeysContract } from './access/api-keys.contract.ts';
import { auditTrailContract } from './access/audit-trail.contract.ts';
import { clinicContextsContract } from './clinic/clinic-contexts.contract.ts';
import { clinicMembersContract } from './access/clinic-members.contract.ts';
import { clinicNumbersContract } from './clinic/clinic-numbers.contract.ts';
import { clinicRegistryContract } from './clinic/clinic-registry.contract.ts';
import { quickAnswersContract } from './clinic/quick-answers.contract.ts';
import { idempotentRequestsContract } from './access/idempotent-requests.contract.ts';
import { requestBudgetsContract } from './access/request-budgets.contract.ts';
import { clinicsContract } from './clinic/clinics.contract.ts';
import { conversationsContract } from './messaging/views/conversations.contract.ts';
import { conversationsInNeedContract } from './messaging/views/conversations-in-need.contract.ts';
import { findingConversationsContract } from './messaging/views/finding-conversations.contract.ts';
import { messageSearchContract } from './messaging/views/message-search.contract.ts';
import { messagesOfAConversationContract } from './messaging/views/messages-of-a-conversation.contract.ts';
import { deliveryLogContract } from './messaging/delivery-log.contract.ts';
import { erasedKeysContract } from './privacy/erased-keys.contract.ts';
import { erasureFencesContract } from './privacy/erasure-fences.contract.ts';
import { erasureRecordsContract } from './privacy/erasure-records.contract.ts';
import { erasuresContract } from './privacy/erasures.contract.ts';
import { googleConnectionsContract } from './connection/google-connections.contract.ts';
import { googleRevocationsContract } from './connection/google-revocations.contract.ts';
import type { MakeHarness } from '../harness/harness.ts';
import { humanActPlacesContract } from './messaging/human-acts/places.contract.ts';
import { askingForPhoneContract } from './messaging/human-acts/asking-for-phone.contract.ts';
import { conversationAssignmentsContract } from './messaging/human-acts/conversation-assignments.contract.ts';
import { conversationNotesContract } from './messaging/human-acts/conversation-notes.contract.ts';
import { readingContract } from './messaging/human-acts/reading.contract.ts';
import { referringRepliesContract } from './messaging/human-acts/referring.contract.ts';
import { humanRepliesContract } from './messaging/human-acts/replies.contract.ts';
import { takingOverContract } from './messaging/human-acts/taking-over.contract.ts';
import { identityChangesContract } from './messaging/identity-changes.contract.ts';
import { inboxContract } from './messaging/inbox.contract.ts';
import { anyOrderOfCallsContract } from './messaging/changes/any-order-of-calls.contract.ts';
import { anyOrderOfChangesContract } from './messaging/changes/any-order-of-changes.contract.ts';
import { fetchingDeathsContract } from './deaths/fetching.contract.ts';
import { remindingDeathsContract } from './deaths/reminding.contract.ts';
import { sendingFilesDeathsContract } from './deaths/sending-files.contract.ts';
import { messageChangesContract } from './messaging/changes/message-changes.contract.ts';
import { voiceNotesContract } from './messaging/voice-notes.contract.ts';
import { mediaUploadsContract } from './messaging/files/media-uploads.contract.ts';
import { outgoingFilesContract } from './messaging/files/outgoing-files.contract.ts';
import { messageMediaContract } from './messaging/message-media.contract.ts';
import { oauthStatesContract } from './connection/oauth-states.contract.ts';
import { outboxContract } from './messaging/outbox.contract.ts';
import { parkedContentsContract } from './privacy/parked-contents.contract.ts';
import { parkedItemsContract } from './messaging/parked-items.contract.ts';
import { patientRecordsContract } from './privacy/patient-records.contract.ts';
import { messagePreferencesContract } from './messaging/message-preferences.contract.ts';
import { peopleContract } from './messaging/people.contract.ts';
import { retentionContract } from './privacy/retention.contract.ts';
import { sealedTokensContract } from './connection/sealed-tokens.contract.ts';
import { toldIdentitiesContract } from './messaging/learned-identities.contract.ts';
import { takenRepliesContract } from './messaging/turns/taken-replies.contract.ts';
import { turnEffectsContract } from './messaging/turns/turn-effects.contract.ts';
import { turnsContract } from './messaging/turns/turns.contract.ts';
import { templatesContract } from './messaging/templates.contract.ts';
import { windowWaitsContract } from './messaging/window-waits.contract.ts';
import { whatsAppOnboardingsContract } from './connection/whatsapp-onboardings.contract.ts';
import { numberHealthsContract } from './connection/number-healths.contract.ts';
import { whatsAppSecretsContract } from './connection/whatsapp-secrets.contract.ts';
import { undoneMergesContract } from './messaging/undone-merges.contract.ts';

/** What every technology of storage has to keep, by concept. */
export const storeContracts = {
  messaging: [
    conversationsContract,
    conversationsInNeedContract,
    messagesOfAConversationContract,
    findingConversationsContract,
    messageSearchContract,
    takingOverContract,
    humanRepliesContract,
    referringRepliesContract,
    humanActPlacesContract,
    askingForPhoneContract,
    readingContract,
    conversationAssignmentsContract,
    conversationNotesContract,
    deliveryLogContract,
    identityChangesContract,
    inboxContract,
    messageChangesContract,
    anyOrderOfChangesContract,
    anyOrderOfCallsContract,
    messageMediaContract,
    outgoingFilesContract,
    mediaUploadsContract,
    voiceNotesContract,
    outboxContract,
    parkedItemsContract,
    messagePreferencesContract,
    peopleContract,
    toldIdentitiesContract,
    takenRepliesContract,
    turnEffectsContract,
    turnsContract,
    undoneMergesContract,
    windowWaitsContract,
    templatesContract,
  ],
  clinic: [
    clinicsContract,
    clinicRegistryContract,
    clinicNumbersContract,
    clinicContextsContract,
    quickAnswersContract,
  ],
  scheduling: [
    appointmentChangesContract,
    takenTimesContract,
    appointmentMovesContract,
    appointmentListsContract,
    appointmentSyncContract,
    calendarChannelsContract,
    calendarFeedsContract,
    followedEventsContract,
    eventTextsContract,
    remindersContract,
  ],
  connection: [
    clinicCalendarsContract,
    googleConnectionsContract,
    googleRevocationsContract,
    oauthStatesContract,
    sealedTokensContract,
    whatsAppSecretsContract,
    whatsAppOnboardingsContract,
    numberHealthsContract,
  ],
  privacy: [
    erasedKeysContract,
    erasuresContract,
    erasureFencesContract,
    erasureRecordsContract,
    parkedContentsContract,
    patientRecordsContract,
    retentionContract,
  ],
  access: [
    requestBudgetsContract,
    idempotentRequestsContract,
    browserSessionsContract,
    invitationsContract,
    clinicMembersContract,
    auditTrailContract,
    apiKeysContract,
  ],
  operations: [
    alertsContract,
    alertDeliveryPlanningContract,
    alertDeliveryAttemptsContract,
    alertDeliveryOrderContract,
    alertDestinationsContract,
    workStatusContract,
    objectiveTalliesContract,
    clinicActivityContract,
  ],
  deaths: [fetchingDeathsContract, remindingDeathsContract, sendingFilesDeathsContract],
  push: [pushSubscriptionsContract, pushNoticesContract, pushClaimsContract],
  assistant: [clinicAssistantsContract, modelSpendingContract, turnRecordsContract],
} satisfies Readonly<Record<string, readonly ((make: MakeHarness) => void)[]>>;

export type Concept = keyof typeof storeContracts;

export const storesContract = (concept: Concept, make: MakeHarness): void =>
  storeContracts[concept].forEach((contract) => contract(make));
