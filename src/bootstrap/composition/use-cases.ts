import { makeGuidedAssistant } from '../../adapters/guided/guided-assistant.ts';
import { liveConversations } from '../../adapters/http/events/live-conversations.ts';
import { makeCreateApiKey } from '../../application/access/create-api-key.ts';
import { makeIdentifyCaller } from '../../application/access/identify-caller.ts';
import { makeTryAssistant } from '../../application/assistant/try-assistant.ts';
import { makeBindTurnTools } from '../../application/assistant/turn-tools.ts';
import { makeChangeClinic } from '../../application/clinic/change-clinic.ts';
import { makeChangeWhatsAppNumber } from '../../application/clinic/change-whatsapp-number.ts';
import { makePreviewClinicContext } from '../../application/clinic/preview-clinic-context.ts';
import { makeRegisterClinic } from '../../application/clinic/register-clinic.ts';
import { makeRegisterWhatsAppNumber } from '../../application/clinic/register-whatsapp-number.ts';
import { makeResolveClinicContext } from '../../application/clinic/resolve-clinic-context.ts';
import {
  makeRestoreClinicContext,
  makeSaveClinicContext,
} from '../../application/clinic/save-clinic-context.ts';
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
import { makeForgetOldRequests } from '../../application/maintenance/forget-old-requests.ts';
import { makeKeepPrivacy } from '../../application/maintenance/keep-privacy.ts';
import { makeAnswerPatient } from '../../application/messaging/answer-patient.ts';
import { makeDeliverMessage } from '../../application/messaging/deliver-message.ts';
import { makeIngestMessage } from '../../application/messaging/ingest-message.ts';
import { makeMatchParkedStatuses } from '../../application/messaging/match-parked-statuses.ts';
import { makeParkItems } from '../../application/messaging/park-items.ts';
import { makeReactToAccountEvents } from '../../application/messaging/react-to-account-events.ts';
import { makeRecordDeliveryStatus } from '../../application/messaging/record-delivery-status.ts';
import { makeReplayParkedItems } from '../../application/messaging/replay-parked-items.ts';
import { makeReplyAsHuman } from '../../application/messaging/reply-as-human.ts';
import { makeReturnToAssistant } from '../../application/messaging/return-to-assistant.ts';
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
import { makeWatchCalendars } from '../../application/scheduling/calendar-sync/watch-calendars.ts';
import { makeCalendarsInUse } from '../../application/scheduling/calendars-in-use.ts';
import { makeCancelAppointment } from '../../application/scheduling/cancel-appointment.ts';
import { makeFindAvailability } from '../../application/scheduling/find-availability.ts';
import { makeListAppointments } from '../../application/scheduling/list-appointments.ts';
import { makeReadBusyTimes } from '../../application/scheduling/read-busy-times.ts';
import { makeRescheduleAppointment } from '../../application/scheduling/reschedule-appointment.ts';

type BookingNeeds = Parameters<typeof makeBookAppointment>[0] & { bookingLimits: BulkheadLimits };

/** Callers of many clinics must not take every connection of the process. */
const makeBoundedBooking = (needs: BookingNeeds) =>
  makeBulkhead(makeBookAppointment(needs), needs.bookingLimits);

/** Everything that the product does. A new use case is one line here; its needs are found by their names. */
export const useCases = {
  // messaging
  ingestMessage: makeIngestMessage,
  storeMessages: makeStoreMessages,
  parkItems: makeParkItems,
  replayParkedItems: makeReplayParkedItems,
  matchParkedStatuses: makeMatchParkedStatuses,
  reactToAccountEvents: makeReactToAccountEvents,
  recordDeliveryStatus: makeRecordDeliveryStatus,
  answerPatient: makeAnswerPatient,
  deliverMessage: makeDeliverMessage,
  takeOverConversation: makeTakeOverConversation,
  returnToAssistant: makeReturnToAssistant,
  replyAsHuman: makeReplyAsHuman,
  sendToPhone: makeSendToPhone,
  liveConversations,

  // assistant
  assistant: makeGuidedAssistant,
  bindTurnTools: makeBindTurnTools,
  tryAssistant: makeTryAssistant,

  // clinic
  resolveClinicContext: makeResolveClinicContext,
  registerClinic: makeRegisterClinic,
  changeClinic: makeChangeClinic,
  saveClinicContext: makeSaveClinicContext,
  restoreClinicContext: makeRestoreClinicContext,
  previewClinicContext: makePreviewClinicContext,
  registerWhatsAppNumber: makeRegisterWhatsAppNumber,
  changeWhatsAppNumber: makeChangeWhatsAppNumber,

  // scheduling
  findAvailability: makeFindAvailability,
  bookAppointment: makeBoundedBooking,
  rescheduleAppointment: makeRescheduleAppointment,
  cancelAppointment: makeCancelAppointment,
  listAppointments: makeListAppointments,
  keepCalendarInStep: makeKeepCalendarInStep,
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
  disconnectGoogle: makeDisconnectGoogle,
  endGrant: makeEndGrant,
  renewTokens: makeRenewTokens,
  renewNow: makeRenewNow,
  rotateKeys: makeRotateKeys,
  withGoogleAccess: makeGoogleAccess,
  clientHealth: makeClientHealth,

  // access
  identifyCaller: makeIdentifyCaller,
  createApiKey: makeCreateApiKey,

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
  keepPrivacy: makeKeepPrivacy,
  forgetOldRequests: makeForgetOldRequests,
};

export type UseCases = { readonly [Name in keyof typeof useCases]: ReturnType<(typeof useCases)[Name]> };
