import type { ServiceIdentifier } from 'inversify';
import type { Pool } from 'pg';
import type { Pools } from '../../adapters/postgres/pool.ts';
import type { Registry } from 'prom-client';
import type { AssociateCalendars } from '../../application/connection/associate-calendars.ts';
import type { ClientHealth } from '../../application/connection/client-health.ts';
import type { ConnectGoogle } from '../../application/connection/connect-google.ts';
import type { DisconnectGoogle } from '../../application/connection/disconnect-google.ts';
import type { EndGrant } from '../../application/connection/end-grant.ts';
import type { WithGoogleAccess } from '../../application/connection/google-access.ts';
import type { GoogleConnectionStatus } from '../../application/connection/google-connection-status.ts';
import type { ListCalendars } from '../../application/connection/list-calendars.ts';
import type { RenewNow } from '../../application/connection/renew-now.ts';
import type { RenewTokens } from '../../application/connection/renew-tokens.ts';
import type { RotateKeys } from '../../application/connection/rotate-keys.ts';
import type { RedeemConsent } from '../../application/connection/redeem-consent.ts';
import type { StartConsent } from '../../application/connection/start-consent.ts';
import type { WelcomeAccount } from '../../application/connection/check-calendars-of-account.ts';
import type { LiveConversations } from '../../adapters/http/events/live-conversations.ts';
import type { BindTurnTools } from '../../application/assistant/turn-tools.ts';
import type { TryAssistant } from '../../application/assistant/try-assistant.ts';
import type { AnswerPatient } from '../../application/messaging/answer-patient.ts';
import type { DeliverMessage } from '../../application/messaging/deliver-message.ts';
import type { IngestMessage } from '../../application/messaging/ingest-message.ts';
import type { MatchParkedStatuses } from '../../application/messaging/match-parked-statuses.ts';
import type { ParkItems } from '../../application/messaging/park-items.ts';
import type { ReactToAccountNews } from '../../application/messaging/react-to-account-events.ts';
import type { RecordDeliveryStatus } from '../../application/messaging/record-delivery-status.ts';
import type { ReplayParkedItems } from '../../application/messaging/replay-parked-items.ts';
import type { ReplyAsHuman } from '../../application/messaging/reply-as-human.ts';
import type { ReturnToAssistant } from '../../application/messaging/return-to-assistant.ts';
import type { SendToPhone } from '../../application/messaging/send-to-phone.ts';
import type { StoreMessages } from '../../application/messaging/store-messages.ts';
import type { TakeOverConversation } from '../../application/messaging/take-over-conversation.ts';
import type { ResolveClinicContext } from '../../application/clinic/resolve-clinic-context.ts';
import type { ApplyRetention } from '../../application/privacy/apply-retention.ts';
import type { CompleteErasure } from '../../application/privacy/complete-erasure.ts';
import type { EmptyParked } from '../../application/privacy/empty-parked.ts';
import type { ErasePatient } from '../../application/privacy/erase-patient.ts';
import type { ExportPatient } from '../../application/privacy/export-patient.ts';
import type { ReapplyErasures } from '../../application/privacy/reapply-erasures.ts';
import type { ResumeErasures } from '../../application/privacy/resume-erasures.ts';
import type { IdentifyCaller } from '../../application/access/identify-caller.ts';
import type { CreateApiKey } from '../../application/access/create-api-key.ts';
import type { RegisterClinic } from '../../application/clinic/register-clinic.ts';
import type { ChangeClinic } from '../../application/clinic/change-clinic.ts';
import type { ChangeWhatsAppNumber } from '../../application/clinic/change-whatsapp-number.ts';
import type { PreviewClinicContext } from '../../application/clinic/preview-clinic-context.ts';
import type { RegisterWhatsAppNumber } from '../../application/clinic/register-whatsapp-number.ts';
import type {
  RestoreClinicContext,
  SaveClinicContext,
} from '../../application/clinic/save-clinic-context.ts';
import type { ApiKeys } from '../../application/ports/access/api-keys.ts';
import type { AuditTrail } from '../../application/ports/access/audit-trail.ts';
import type { ClinicContexts } from '../../application/ports/clinic/clinic-contexts.ts';
import type { ClinicMembers } from '../../application/ports/access/clinic-members.ts';
import type { ClinicNumbers } from '../../application/ports/clinic/clinic-numbers.ts';
import type { ClinicRegistry } from '../../application/ports/clinic/clinic-registry.ts';
import type { IdempotentRequests } from '../../application/ports/access/idempotent-requests.ts';
import type { RequestBudgets } from '../../application/ports/access/request-budgets.ts';
import type { RequestLimiter } from '../../application/ports/access/request-limiter.ts';
import type { CallerTokens } from '../../application/ports/access/caller-tokens.ts';
import type { Secrets } from '../../application/ports/system/secrets.ts';
import type { Alerts } from '../../application/ports/operations/alerts.ts';
import type { Appointments } from '../../application/ports/scheduling/appointments.ts';
import type { Assistant } from '../../application/ports/assistant/assistant.ts';
import type { Backlog } from '../../application/ports/operations/backlog.ts';
import type { ClinicCalendars } from '../../application/ports/connection/clinic-calendars.ts';
import type { CertificateSigner } from '../../application/ports/privacy/certificate-signer.ts';
import type { Clinics } from '../../application/ports/clinic/clinics.ts';
import type { Clock } from '../../application/ports/system/clock.ts';
import type { ConversationNews } from '../../application/ports/messaging/conversation-events.ts';
import type { Conversations } from '../../application/ports/messaging/conversations.ts';
import type { DeliveryLog } from '../../application/ports/messaging/delivery-log.ts';
import type { ErasedKeys } from '../../application/ports/privacy/erased-keys.ts';
import type { ErasureJournal } from '../../application/ports/privacy/erasure-journal.ts';
import type { ErasureKeys } from '../../application/ports/privacy/erasure-keys.ts';
import type { Erasures } from '../../application/ports/privacy/erasures.ts';
import type { GoogleAuthorization } from '../../application/ports/connection/google-authorization.ts';
import type { GoogleCalendar } from '../../application/ports/scheduling/google-calendar.ts';
import type { GoogleConnections } from '../../application/ports/connection/google-connections.ts';
import type { GoogleRevocations } from '../../application/ports/connection/google-revocations.ts';
import type { HumanActs } from '../../application/ports/messaging/human-acts.ts';
import type { Ids } from '../../application/ports/system/ids.ts';
import type { Inbox } from '../../application/ports/messaging/inbox.ts';
import type { LocalSignIn } from '../../application/ports/access/local-sign-in.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import type { MessageSender } from '../../application/ports/messaging/message-sender.ts';
import type { OAuthStates } from '../../application/ports/connection/oauth-states.ts';
import type { Outbox } from '../../application/ports/messaging/outbox.ts';
import type { ParkedContents } from '../../application/ports/privacy/parked-contents.ts';
import type { ParkedItems } from '../../application/ports/messaging/parked-items.ts';
import type { PatientRecords } from '../../application/ports/privacy/patient-records.ts';
import type { People } from '../../application/ports/messaging/people.ts';
import type { Randomness } from '../../application/ports/system/randomness.ts';
import type { SealedTokens } from '../../application/ports/connection/sealed-tokens.ts';
import type { Retention } from '../../application/ports/privacy/retention.ts';
import type { StateSigner } from '../../application/ports/connection/state-signer.ts';
import type { Telemetry } from '../../application/ports/operations/telemetry.ts';
import type { TokenCipher } from '../../application/ports/connection/token-cipher.ts';
import type { Turns } from '../../application/ports/messaging/turns.ts';
import type { WebhookReader } from '../../application/ports/messaging/webhook-reader.ts';

import type { BookAppointment } from '../../application/scheduling/book-appointment.ts';
import type { CancelAppointment } from '../../application/scheduling/cancel-appointment.ts';
import type { CalendarsInUse } from '../../application/scheduling/calendars-in-use.ts';
import type { FindAvailability } from '../../application/scheduling/find-availability.ts';
import type { KeepCalendarInStep } from '../../application/scheduling/calendar-sync/keep-calendar-in-step.ts';
import type { ListAppointments } from '../../application/scheduling/list-appointments.ts';
import type { ReadBusyTimes } from '../../application/scheduling/read-busy-times.ts';
import type { RescheduleAppointment } from '../../application/scheduling/reschedule-appointment.ts';

/** A key that carries the type of what it stands for. */
const token = <T>(name: string): ServiceIdentifier<T> => Symbol(name);

export const tokens = {
  pools: token<Pools>('Pools'),
  ingestPool: token<Pool>('IngestPool'),
  registry: token<Registry>('Registry'),
  log: token<Log>('Log'),
  clock: token<Clock>('Clock'),
  ids: token<Ids>('Ids'),
  randomness: token<Randomness>('Randomness'),
  telemetry: token<Telemetry>('Telemetry'),
  backlog: token<Backlog>('Backlog'),
  clinics: token<Clinics>('Clinics'),
  people: token<People>('People'),
  inbox: token<Inbox>('Inbox'),
  deliveryLog: token<DeliveryLog>('DeliveryLog'),
  parkedItems: token<ParkedItems>('ParkedItems'),
  turns: token<Turns>('Turns'),
  outbox: token<Outbox>('Outbox'),
  alerts: token<Alerts>('Alerts'),
  assistant: token<Assistant>('Assistant'),
  bindTurnTools: token<BindTurnTools>('BindTurnTools'),
  sender: token<MessageSender>('MessageSender'),
  webhookReader: token<WebhookReader>('WebhookReader'),
  storeMessages: token<StoreMessages>('StoreMessages'),
  recordDeliveryStatus: token<RecordDeliveryStatus>('RecordDeliveryStatus'),
  matchParkedStatuses: token<MatchParkedStatuses>('MatchParkedStatuses'),
  reactToAccountNews: token<ReactToAccountNews>('ReactToAccountNews'),
  parkItems: token<ParkItems>('ParkItems'),
  ingestMessage: token<IngestMessage>('IngestMessage'),
  replayParkedItems: token<ReplayParkedItems>('ReplayParkedItems'),
  resolveClinicContext: token<ResolveClinicContext>('ResolveClinicContext'),
  answerPatient: token<AnswerPatient>('AnswerPatient'),
  deliverMessage: token<DeliverMessage>('DeliverMessage'),

  conversations: token<Conversations>('Conversations'),
  humanActs: token<HumanActs>('HumanActs'),
  conversationNews: token<ConversationNews>('ConversationNews'),
  takeOverConversation: token<TakeOverConversation>('TakeOverConversation'),
  returnToAssistant: token<ReturnToAssistant>('ReturnToAssistant'),
  replyAsHuman: token<ReplyAsHuman>('ReplyAsHuman'),
  sendToPhone: token<SendToPhone>('SendToPhone'),
  tryAssistant: token<TryAssistant>('TryAssistant'),
  liveConversations: token<LiveConversations>('LiveConversations'),
  changeClinic: token<ChangeClinic>('ChangeClinic'),
  changeWhatsAppNumber: token<ChangeWhatsAppNumber>('ChangeWhatsAppNumber'),
  erasures: token<Erasures>('Erasures'),
  erasedKeys: token<ErasedKeys>('ErasedKeys'),
  erasureKeys: token<ErasureKeys>('ErasureKeys'),
  erasureJournal: token<ErasureJournal>('ErasureJournal'),
  certificateSigner: token<CertificateSigner>('CertificateSigner'),
  parkedContents: token<ParkedContents>('ParkedContents'),
  patientRecords: token<PatientRecords>('PatientRecords'),
  retention: token<Retention>('Retention'),
  emptyParked: token<EmptyParked>('EmptyParked'),
  completeErasure: token<CompleteErasure>('CompleteErasure'),
  erasePatient: token<ErasePatient>('ErasePatient'),
  reapplyErasures: token<ReapplyErasures>('ReapplyErasures'),
  resumeErasures: token<ResumeErasures>('ResumeErasures'),
  exportPatient: token<ExportPatient>('ExportPatient'),
  applyRetention: token<ApplyRetention>('ApplyRetention'),

  secrets: token<Secrets>('Secrets'),
  callerTokens: token<CallerTokens>('CallerTokens'),
  tokenCipher: token<TokenCipher>('TokenCipher'),
  stateSigner: token<StateSigner>('StateSigner'),
  googleAuthorization: token<GoogleAuthorization>('GoogleAuthorization'),
  googleCalendar: token<GoogleCalendar>('GoogleCalendar'),
  googleConnections: token<GoogleConnections>('GoogleConnections'),
  googleRevocations: token<GoogleRevocations>('GoogleRevocations'),
  oauthStates: token<OAuthStates>('OAuthStates'),
  clinicCalendars: token<ClinicCalendars>('ClinicCalendars'),
  sealedTokens: token<SealedTokens>('SealedTokens'),
  clientHealth: token<ClientHealth>('ClientHealth'),
  renewTokens: token<RenewTokens>('RenewTokens'),
  renewNow: token<RenewNow>('RenewNow'),
  withGoogleAccess: token<WithGoogleAccess>('WithGoogleAccess'),
  startConsent: token<StartConsent>('StartConsent'),
  redeemConsent: token<RedeemConsent>('RedeemConsent'),
  welcomeAccount: token<WelcomeAccount>('WelcomeAccount'),
  connectGoogle: token<ConnectGoogle>('ConnectGoogle'),
  googleConnectionStatus: token<GoogleConnectionStatus>('GoogleConnectionStatus'),
  listCalendars: token<ListCalendars>('ListCalendars'),
  associateCalendars: token<AssociateCalendars>('AssociateCalendars'),
  endGrant: token<EndGrant>('EndGrant'),
  disconnectGoogle: token<DisconnectGoogle>('DisconnectGoogle'),
  rotateKeys: token<RotateKeys>('RotateKeys'),

  appointments: token<Appointments>('Appointments'),
  calendarsInUse: token<CalendarsInUse>('CalendarsInUse'),
  readBusyTimes: token<ReadBusyTimes>('ReadBusyTimes'),
  findAvailability: token<FindAvailability>('FindAvailability'),
  bookAppointment: token<BookAppointment>('BookAppointment'),
  rescheduleAppointment: token<RescheduleAppointment>('RescheduleAppointment'),
  cancelAppointment: token<CancelAppointment>('CancelAppointment'),
  listAppointments: token<ListAppointments>('ListAppointments'),
  keepCalendarInStep: token<KeepCalendarInStep>('KeepCalendarInStep'),

  apiKeys: token<ApiKeys>('ApiKeys'),
  auditTrail: token<AuditTrail>('AuditTrail'),
  clinicContexts: token<ClinicContexts>('ClinicContexts'),
  clinicMembers: token<ClinicMembers>('ClinicMembers'),
  clinicNumbers: token<ClinicNumbers>('ClinicNumbers'),
  clinicRegistry: token<ClinicRegistry>('ClinicRegistry'),
  idempotentRequests: token<IdempotentRequests>('IdempotentRequests'),
  requestBudgets: token<RequestBudgets>('RequestBudgets'),
  requestLimiter: token<RequestLimiter>('RequestLimiter'),
  localSignIn: token<LocalSignIn>('LocalSignIn'),
  identifyCaller: token<IdentifyCaller>('IdentifyCaller'),
  createApiKey: token<CreateApiKey>('CreateApiKey'),
  registerClinic: token<RegisterClinic>('RegisterClinic'),
  saveClinicContext: token<SaveClinicContext>('SaveClinicContext'),
  restoreClinicContext: token<RestoreClinicContext>('RestoreClinicContext'),
  previewClinicContext: token<PreviewClinicContext>('PreviewClinicContext'),
  registerWhatsAppNumber: token<RegisterWhatsAppNumber>('RegisterWhatsAppNumber'),
};
