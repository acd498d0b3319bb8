import { makeGuidedAssistant } from '../../adapters/guided/guided-assistant.ts';
import { liveConversations } from '../../adapters/http/events/live-conversations.ts';
import { makeAppointAdministrator } from '../../application/access/appoint-administrator.ts';
import { makeCreateApiKey } from '../../application/access/create-api-key.ts';
import { makeIdentifyCaller } from '../../application/access/identify-caller.ts';
import {
  makeChangeAlertSettings,
  makeReplaceAlertSecret,
} from '../../application/alerting/change-alert-settings.ts';
import { makeTryAlertDestinations } from '../../application/alerting/try-alert-destinations.ts';
import { makeDeliverAlert } from '../../application/alerting/deliver-alert.ts';
import { makePlanAlertDeliveries } from '../../application/alerting/plan-alert-deliveries.ts';
import { makeSetInstallationDestinations } from '../../application/alerting/set-installation-destinations.ts';
import { makeAnswerSafely } from '../../application/assistant/answer-safely.ts';
import { makeIdentifySession } from '../../application/access/identify-session.ts';
import { makeInviteMember } from '../../application/access/invite-member.ts';
import { makeSignIn } from '../../application/access/sign-in.ts';
import { makeStillHasAccess } from '../../application/access/still-has-access.ts';
import { makeModelAccess } from '../../application/assistant/model/model-access.ts';
import { makeAssistant } from '../../application/assistant/orchestrate.ts';
import { makeReplayTurn } from '../../application/assistant/replay-turn.ts';
import { makeTryAssistant } from '../../application/assistant/try-assistant.ts';
import { makeBindTurnTools } from '../../application/assistant/turn-tools.ts';
import { makeChangeClinic } from '../../application/clinic/change-clinic.ts';
import { makeChangeWhatsAppNumber } from '../../application/clinic/change-whatsapp-number.ts';
import { makePutQuickAnswer } from '../../application/inbox/put-quick-answer.ts';
import { makeRemoveQuickAnswer } from '../../application/inbox/remove-quick-answer.ts';
import { makePreviewClinicContext } from '../../application/clinic/preview-clinic-context.ts';
import { makeRegisterClinic } from '../../application/clinic/register-clinic.ts';
import { makeRegisterWhatsAppNumber } from '../../application/clinic/register-whatsapp-number.ts';
import { makeBindNumber } from '../../application/whatsapp/bind-number.ts';
import { makeChangeNumberSecret } from '../../application/whatsapp/change-number-secret.ts';
import { makeRedeemSignup } from '../../application/whatsapp/redeem-signup.ts';
import { makeReadNumberHealth } from '../../application/whatsapp/read-number-health.ts';
import { makeContinueOnboardings } from '../../application/whatsapp/continue-onboardings.ts';
import { makeFindAddressee } from '../../application/whatsapp/find-addressee.ts';
import { makeIdentifySigner } from '../../application/whatsapp/identify-signer.ts';
import { makeOnboardNumber } from '../../application/whatsapp/onboard-number.ts';
import { makeRegisterAtMeta } from '../../application/whatsapp/register-at-meta.ts';
import { makeRunOnboarding } from '../../application/whatsapp/run-onboarding.ts';
import { makeResolveClinicContext } from '../../application/clinic/resolve-clinic-context.ts';
import {
  makeRestoreClinicContext,
  makeSaveClinicContext,
} from '../../application/clinic/save-clinic-context.ts';
import { makeMoveMisplacedVisits } from '../../application/scheduling/move-misplaced-visits.ts';
import { makeFindMisplacedVisits } from '../../application/scheduling/find-misplaced-visits.ts';
import { makeAssociateCalendars } from '../../application/connection/associate-calendars.ts';
import { makeCheckCalendarsOfAccount } from '../../application/connection/check-calendars-of-account.ts';
import { makeClientHealth } from '../../application/connection/client-health.ts';
import { makeConnectGoogle } from '../../application/connection/connect-google.ts';
import { makeDisconnectGoogle } from '../../application/connection/disconnect-google.ts';
import { makeEndGrant } from '../../application/connection/end-grant.ts';
import { makeGoogleAccess } from '../../application/connection/google-access.ts';
import { makeGoogleConnectionStatus } from '../../application/connection/google-connection-status.ts';
import { makeListCalendars } from '../../application/connection/list-calendars.ts';
import { makeRedeemConsent } from '../../application/connection/redeem-consent.ts';
import { makeRenewNow } from '../../application/connection/renew-now.ts';
import { makeRenewTokens } from '../../application/connection/renew-tokens.ts';
import { makeRotateKeys } from '../../application/connection/rotate-keys.ts';
import { makeStartConsent } from '../../application/connection/start-consent.ts';
import { makeEndQuietAlerts } from '../../application/maintenance/end-quiet-alerts.ts';
import { makeJudgeConnections } from '../../application/operations/judge-connections.ts';
import { makeForgetOldObjectives, makeSaveObjectives } from '../../application/operations/keep-objectives.ts';
import { makeForgetToldAlerts } from '../../application/maintenance/forget-told-alerts.ts';
import { makeForgetOldRequests } from '../../application/maintenance/forget-old-requests.ts';
import { makeWatchParkedItems } from '../../application/maintenance/watch-parked-items.ts';
import { makePlaceParkedItems } from '../../application/maintenance/place-parked-items.ts';
import { makeKeepPrivacy } from '../../application/maintenance/keep-privacy.ts';
import { makeFetchMedia } from '../../application/media/fetch-media.ts';
import { makeOpenMedia } from '../../application/media/open-media.ts';
import { makeTranscribeVoice } from '../../application/media/transcribe-voice.ts';
import { makeTakeFile } from '../../application/media/take-file.ts';
import { makeUploadMedia } from '../../application/media/upload-media.ts';
import { makeRemoveDeletedBlobs } from '../../application/media/remove-deleted-blobs.ts';
import { makeAnswerPatient } from '../../application/messaging/answer-patient.ts';
import { makeDeliverMessage } from '../../application/messaging/deliver-message.ts';
import { makeSendGate } from '../../application/messaging/delivery/send-gate.ts';
import { makeSendHands } from '../../application/messaging/delivery/send-hands.ts';
import { makeCheckTemplateUses } from '../../application/templates/check-template-uses.ts';
import { makeLearnTemplateEvents } from '../../application/templates/learn-template-events.ts';
import { makeMirrorTemplates, makeRefreshTemplates } from '../../application/templates/mirror-templates.ts';
import { makeTemplateFor } from '../../application/templates/template-for.ts';
import {
  makeEndTemplateUse,
  makeProposeTemplates,
  makeUseTemplate,
} from '../../application/templates/use-template.ts';
import { makeImportLegacy } from '../../application/legacy/import-legacy.ts';
import { makeImportLegacyCalendars } from '../../application/legacy/import-legacy-calendars.ts';
import { makeImportLegacyClinics } from '../../application/legacy/import-legacy-clinics.ts';
import { makeImportLegacyConnections } from '../../application/legacy/import-legacy-connections.ts';
import { makeImportLegacyMessages } from '../../application/legacy/import-legacy-messages.ts';
import { makeExplainSilence } from '../../application/operations/explain-silence.ts';
import { makeFindConversation } from '../../application/operations/find-conversation.ts';
import { makeResumeSends } from '../../application/operations/resume-sends.ts';
import { makeForeseeNotice } from '../../application/messaging/window/foresee-notice.ts';
import { makeIngestMessage } from '../../application/messaging/ingest-message.ts';
import { makeMatchParkedStatuses } from '../../application/messaging/delivery/match-parked-statuses.ts';
import { makeParkItems } from '../../application/messaging/park-items.ts';
import { makeReactToAccountEvents } from '../../application/messaging/react-to-account-events.ts';
import { makeAskForPhone } from '../../application/whatsapp/ask-for-phone.ts';
import { makeAskToReopen } from '../../application/messaging/window/ask-to-reopen.ts';
import { makeOfferTemplates } from '../../application/messaging/window/offer-templates.ts';
import { makeSendTemplate } from '../../application/messaging/window/send-template.ts';
import { makeRecheckQueued } from '../../application/messaging/window/recheck-queued.ts';
import { makePrepareSend } from '../../application/messaging/window/prepare-send.ts';
import { makeQueueOverlooked } from '../../application/messaging/window/queue-overlooked.ts';
import { makeReviewUndelivered } from '../../application/messaging/delivery/review-undelivered.ts';
import { makeRecordDeliveryStatus } from '../../application/messaging/record-delivery-status.ts';
import { makeReplayParkedItems } from '../../application/messaging/replay-parked-items.ts';
import { makeMarkConversationRead } from '../../application/messaging/delivery/mark-conversation-read.ts';
import { makeNoteMessagePreferences } from '../../application/whatsapp/note-message-preferences.ts';
import { makeReplyAsHuman } from '../../application/messaging/reply-as-human.ts';
import { makeReturnToAssistant } from '../../application/messaging/return-to-assistant.ts';
import { makeAssignConversation } from '../../application/inbox/assign-conversation.ts';
import { makeDeliverPush } from '../../application/inbox/push/deliver-push.ts';
import { makePlanPushes } from '../../application/inbox/push/plan-pushes.ts';
import { makeSubscribeBrowser } from '../../application/inbox/push/subscribe-browser.ts';
import { makeSharePresence } from '../../application/inbox/share-presence.ts';
import { makeDeleteNote } from '../../application/inbox/delete-note.ts';
import { makeWriteNote } from '../../application/inbox/write-note.ts';
import { makeOpenConversation } from '../../application/messaging/window/open-conversation.ts';
import { makeSendToPhone } from '../../application/messaging/send-to-phone.ts';
import { makeStoreMessages } from '../../application/messaging/store-messages.ts';
import { makeTakeOverConversation } from '../../application/messaging/take-over-conversation.ts';
import { makeApplyRetention } from '../../application/privacy/apply-retention.ts';
import { makeCompleteErasure } from '../../application/privacy/complete-erasure.ts';
import { makeEmptyParked } from '../../application/privacy/empty-parked.ts';
import { makeErasePatient } from '../../application/privacy/erase-patient.ts';
import { makeExportPatient } from '../../application/privacy/export-patient.ts';
import { makeReapplyErasures } from '../../application/privacy/reapply-erasures.ts';
import { makeResumeErasures } from '../../application/privacy/resume-erasures.ts';
import { makeBookAppointment } from '../../application/scheduling/book-appointment.ts';
import { makeBulkhead, type BulkheadLimits } from '../../application/scheduling/bulkhead.ts';
import { makeKeepCalendarInStep } from '../../application/scheduling/calendar-sync/keep-calendar-in-step.ts';
import { makeNoticeCalendarChange } from '../../application/scheduling/calendar-sync/notice-calendar-change.ts';
import { makeOpenChannel } from '../../application/scheduling/calendar-sync/open-channel.ts';
import { makeReadCalendarChanges } from '../../application/scheduling/calendar-sync/read-calendar-changes.ts';
import { makeReadIntervals } from '../../application/scheduling/calendar-sync/read-intervals.ts';
import { makeStopLeftChannels } from '../../application/scheduling/calendar-sync/stop-left-channels.ts';
import { makeWatchCalendars } from '../../application/scheduling/calendar-sync/watch-calendars.ts';
import { makeCalendarsInUse } from '../../application/scheduling/calendars-in-use.ts';
import { makeCancelAppointment } from '../../application/scheduling/cancel-appointment.ts';
import { makeFindAvailability } from '../../application/scheduling/find-availability.ts';
import { makeKeepAppointment } from '../../application/scheduling/keep-appointment.ts';
import { makeKeepEventText } from '../../application/scheduling/keep-event-text.ts';
import { makeListEventTexts } from '../../application/scheduling/list-event-texts.ts';
import { makeListAppointments } from '../../application/scheduling/list-appointments.ts';
import { makeReadAgenda } from '../../application/scheduling/read-agenda.ts';
import { makeReadBusyTimes } from '../../application/scheduling/read-busy-times.ts';
import { makeListUnconfirmedVisits } from '../../application/scheduling/list-unconfirmed-visits.ts';
import { makeRemindPatient } from '../../application/scheduling/remind-patient.ts';
import { makeRescheduleAppointment } from '../../application/scheduling/reschedule-appointment.ts';

type BookingNeeds = Parameters<typeof makeBookAppointment>[0] & { bookingLimits: BulkheadLimits };

/** Callers of many clinics must not take every connection of the process. */
const makeBoundedBooking = (needs: BookingNeeds) =>
  makeBulkhead(makeBookAppointment(needs), needs.bookingLimits);

/** Everything that the product does. A new use case is one line here; its needs are found by their names. */
export const useCases = {
  // messaging
  identifySigner: makeIdentifySigner,
  findAddressee: makeFindAddressee,
  ingestMessage: makeIngestMessage,
  storeMessages: makeStoreMessages,
  noteMessagePreferences: makeNoteMessagePreferences,
  parkItems: makeParkItems,
  replayParkedItems: makeReplayParkedItems,
  matchParkedStatuses: makeMatchParkedStatuses,
  reactToAccountEvents: makeReactToAccountEvents,
  recordDeliveryStatus: makeRecordDeliveryStatus,
  reviewUndelivered: makeReviewUndelivered,
  queueOverlooked: makeQueueOverlooked,
  answerPatient: makeAnswerPatient,
  checkTemplateUses: makeCheckTemplateUses,
  refreshTemplates: makeRefreshTemplates,
  mirrorTemplates: makeMirrorTemplates,
  useTemplate: makeUseTemplate,
  endTemplateUse: makeEndTemplateUse,
  proposeTemplates: makeProposeTemplates,
  learnTemplateEvents: makeLearnTemplateEvents,
  templateFor: makeTemplateFor,
  foreseeNotice: makeForeseeNotice,
  askToReopen: makeAskToReopen,
  recheckQueued: makeRecheckQueued,
  prepareSend: makePrepareSend,
  sendGate: makeSendGate,
  sendHands: makeSendHands,
  deliverMessage: makeDeliverMessage,
  takeOverConversation: makeTakeOverConversation,
  returnToAssistant: makeReturnToAssistant,
  replyAsHuman: makeReplyAsHuman,
  offerTemplates: makeOfferTemplates,
  sendTemplate: makeSendTemplate,
  markConversationRead: makeMarkConversationRead,
  askForPhone: makeAskForPhone,
  sendToPhone: makeSendToPhone,
  openConversation: makeOpenConversation,
  assignConversation: makeAssignConversation,
  sharePresence: makeSharePresence,
  subscribeBrowser: makeSubscribeBrowser,
  planPushes: makePlanPushes,
  deliverPush: makeDeliverPush,
  writeNote: makeWriteNote,
  deleteNote: makeDeleteNote,
  findConversation: makeFindConversation,
  explainSilence: makeExplainSilence,
  resumeSends: makeResumeSends,
  liveConversations,

  // media
  fetchMedia: makeFetchMedia,
  openMedia: makeOpenMedia,
  takeFile: makeTakeFile,
  uploadMedia: makeUploadMedia,
  transcribeVoice: makeTranscribeVoice,
  removeDeletedBlobs: makeRemoveDeletedBlobs,

  // assistant
  guided: makeGuidedAssistant,
  modelAccess: makeModelAccess,
  assistant: makeAssistant,
  answerSafely: makeAnswerSafely,
  bindTurnTools: makeBindTurnTools,
  tryAssistant: makeTryAssistant,
  replayTurn: makeReplayTurn,

  // clinic
  resolveClinicContext: makeResolveClinicContext,
  registerClinic: makeRegisterClinic,
  changeClinic: makeChangeClinic,
  saveClinicContext: makeSaveClinicContext,
  restoreClinicContext: makeRestoreClinicContext,
  previewClinicContext: makePreviewClinicContext,
  putQuickAnswer: makePutQuickAnswer,
  removeQuickAnswer: makeRemoveQuickAnswer,
  registerWhatsAppNumber: makeRegisterWhatsAppNumber,
  changeWhatsAppNumber: makeChangeWhatsAppNumber,
  changeNumberSecret: makeChangeNumberSecret,
  bindNumber: makeBindNumber,
  registerAtMeta: makeRegisterAtMeta,
  runOnboarding: makeRunOnboarding,
  onboardNumber: makeOnboardNumber,
  redeemSignup: makeRedeemSignup,
  continueOnboardings: makeContinueOnboardings,
  readNumberHealth: makeReadNumberHealth,

  // scheduling
  findAvailability: makeFindAvailability,
  bookAppointment: makeBoundedBooking,
  rescheduleAppointment: makeRescheduleAppointment,
  cancelAppointment: makeCancelAppointment,
  keepAppointment: makeKeepAppointment,
  keepEventText: makeKeepEventText,
  listEventTexts: makeListEventTexts,
  listAppointments: makeListAppointments,
  readAgenda: makeReadAgenda,
  remindPatient: makeRemindPatient,
  listUnconfirmedVisits: makeListUnconfirmedVisits,
  keepCalendarInStep: makeKeepCalendarInStep,
  openChannel: makeOpenChannel,
  noticeCalendarChange: makeNoticeCalendarChange,
  stopLeftChannels: makeStopLeftChannels,
  readIntervals: makeReadIntervals,
  readCalendarChanges: makeReadCalendarChanges,
  calendarsInUse: makeCalendarsInUse,
  watchCalendars: makeWatchCalendars,
  readBusyTimes: makeReadBusyTimes,

  // connection
  connectGoogle: makeConnectGoogle,
  startConsent: makeStartConsent,
  redeemConsent: makeRedeemConsent,
  checkCalendarsOfAccount: makeCheckCalendarsOfAccount,
  googleConnectionStatus: makeGoogleConnectionStatus,
  listCalendars: makeListCalendars,
  associateCalendars: makeAssociateCalendars,
  moveMisplacedVisits: makeMoveMisplacedVisits,
  findMisplacedVisits: makeFindMisplacedVisits,
  disconnectGoogle: makeDisconnectGoogle,
  endGrant: makeEndGrant,
  renewTokens: makeRenewTokens,
  renewNow: makeRenewNow,
  rotateKeys: makeRotateKeys,
  withGoogleAccess: makeGoogleAccess,
  clientHealth: makeClientHealth,

  // from the predecessor
  importLegacy: makeImportLegacy,
  importLegacyClinics: makeImportLegacyClinics,
  importLegacyConnections: makeImportLegacyConnections,
  importLegacyCalendars: makeImportLegacyCalendars,
  importLegacyMessages: makeImportLegacyMessages,

  // access
  identifyCaller: makeIdentifyCaller,
  createApiKey: makeCreateApiKey,
  stillHasAccess: makeStillHasAccess,
  signIn: makeSignIn,
  identifySession: makeIdentifySession,
  inviteMember: makeInviteMember,
  appointAdministrator: makeAppointAdministrator,

  // alerting
  planAlertDeliveries: makePlanAlertDeliveries,
  deliverAlert: makeDeliverAlert,
  setInstallationDestinations: makeSetInstallationDestinations,
  changeAlertSettings: makeChangeAlertSettings,
  replaceAlertSecret: makeReplaceAlertSecret,
  tryAlertDestinations: makeTryAlertDestinations,

  // privacy
  exportPatient: makeExportPatient,
  erasePatient: makeErasePatient,
  completeErasure: makeCompleteErasure,
  reapplyErasures: makeReapplyErasures,
  resumeErasures: makeResumeErasures,
  emptyParked: makeEmptyParked,
  applyRetention: makeApplyRetention,

  // maintenance (src/bootstrap/maintenance-jobs.ts says how often)
  endQuietAlerts: makeEndQuietAlerts,
  forgetToldAlerts: makeForgetToldAlerts,
  judgeConnections: makeJudgeConnections,
  saveObjectives: makeSaveObjectives,
  forgetOldObjectives: makeForgetOldObjectives,
  keepPrivacy: makeKeepPrivacy,
  placeParkedItems: makePlaceParkedItems,
  watchParkedItems: makeWatchParkedItems,
  forgetOldRequests: makeForgetOldRequests,
};

export type UseCases = { readonly [Name in keyof typeof useCases]: ReturnType<(typeof useCases)[Name]> };
