import { AlertAddressRefused, AlertMailUnavailable, AlertWebhookMissing } from './alerting/alert-errors.ts';
import {
  IdentityProviderUnavailable,
  InvitationNotFound,
  SessionNotFound,
  SignInRefused,
} from './access/browser-errors.ts';
import type { ErrorEntry } from './error.ts';
import { modelErrors } from './assistant/model-errors.ts';
import { ModelNotOffered, TurnRecordNotFound } from './assistant/model/turn-record-errors.ts';
import { NotSignedIn, KeysUnavailable } from './access/sign-in-errors.ts';
import {
  RoleInsufficient,
  PeopleOnly,
  RoleTooHigh,
  LastAdmin,
  OriginRefused,
  ApiKeyNotFound,
  MemberNotFound,
} from './access/access-errors.ts';
import {
  ClinicNotFound,
  ClinicIdTaken,
  ClinicChanged,
  UnknownTimeZone,
  ContextChanged,
  ContextVersionNotFound,
} from './clinic/clinic-errors.ts';
import {
  QuickAnswerEmpty,
  QuickAnswerNameTaken,
  QuickAnswerNotFound,
  QuickAnswersFull,
} from './inbox/quick-answer-errors.ts';
import { NumberChanged, NumberNotFound, NumberTaken, NumberMalformed } from './clinic/number-errors.ts';
import {
  UnstorableBatch,
  IngestOverloaded,
  IngestUnavailable,
  MergeNotFound,
} from './messaging/ingest-errors.ts';
import { ColleagueUnknown } from './inbox/assignment-errors.ts';
import { PushEndpointRefused, PushNotSetUp, PushSubscriptionNotFound } from './inbox/push-errors.ts';
import { NoteEmpty, NoteNotFound, NoteOfAnother } from './inbox/note-errors.ts';
import {
  ConversationNotFound,
  MessageNotFound,
  WindowClosed,
  ConversationMovedOn,
  ContactOptedOut,
  ReplyEmpty,
  MessageOutOfReach,
  ReactionInvalid,
  PhoneKnown,
  PhoneMalformed,
} from './messaging/conversation-errors.ts';
import {
  CaptionNotPossible,
  FileIncomplete,
  FileTooLarge,
  FileTypeRefused,
  MediaNotFound,
  MediaNotReady,
  MediaUnavailable,
  UploadedFileNotFound,
} from './messaging/messages/media-errors.ts';
import {
  AccountUnknown,
  TemplateNotFound,
  TemplatesUnavailable,
  TemplateUnfit,
  TemplateUnusable,
} from './templates/template-errors.ts';
import { SlotTaken, AppointmentNotFound } from './scheduling/appointment.ts';
import {
  SlotNotOffered,
  AppointmentClosed,
  ServiceNotFound,
  ProfessionalNotFound,
  PatientNotFound,
  IdempotencyKeyReused,
  BookingsOverloaded,
  CalendarsUnavailable,
} from './scheduling/scheduling-errors.ts';
import { InvalidCursor } from './scheduling/appointment-cursor.ts';
import {
  NotConnected,
  ReconnectRequired,
  GoogleUnavailable,
  GoogleMisconfigured,
  ConnectionChanged,
} from './connection/connection-errors.ts';
import { OnboardingNotFound } from './whatsapp/onboarding-errors.ts';
import {
  SignupCodeRefused,
  SignupUnanswered,
  SignupUnavailable,
  SignupWithoutNumber,
} from './whatsapp/signup-errors.ts';
import { NumberWithoutId } from './connection/number-secret-errors.ts';
import { GrantBeingRevoked, PermissionsMissing } from './connection/consent-errors.ts';
import { ConsentRefused } from './connection/consent-refusals.ts';
import {
  CalendarUseRefused,
  CalendarsUnassigned,
  UnknownCalendars,
  UnknownProfessionals,
  UnknownRooms,
} from './connection/calendar-choice.ts';
import { PersonNotFound, ErasureNotFound, CertificateNotReady } from './privacy/privacy-errors.ts';
import { RetentionOutOfBounds } from './privacy/retention.ts';

/** Every refusal of our own rules. Vendors and libraries add theirs in their adapters. */
export const domainErrors: readonly ErrorEntry[] = [
  ...NotSignedIn.entries,
  SignInRefused.entry,
  IdentityProviderUnavailable.entry,
  SessionNotFound.entry,
  InvitationNotFound.entry,
  KeysUnavailable.entry,
  RoleInsufficient.entry,
  PeopleOnly.entry,
  RoleTooHigh.entry,
  LastAdmin.entry,
  OriginRefused.entry,
  ApiKeyNotFound.entry,
  MemberNotFound.entry,
  ClinicNotFound.entry,
  ClinicIdTaken.entry,
  ClinicChanged.entry,
  UnknownTimeZone.entry,
  ContextChanged.entry,
  ContextVersionNotFound.entry,
  QuickAnswerEmpty.entry,
  QuickAnswerNameTaken.entry,
  QuickAnswersFull.entry,
  QuickAnswerNotFound.entry,
  TurnRecordNotFound.entry,
  ModelNotOffered.entry,
  NumberChanged.entry,
  NumberNotFound.entry,
  NumberTaken.entry,
  NumberWithoutId.entry,
  AlertAddressRefused.entry,
  AlertMailUnavailable.entry,
  AlertWebhookMissing.entry,
  OnboardingNotFound.entry,
  SignupUnavailable.entry,
  SignupCodeRefused.entry,
  SignupUnanswered.entry,
  SignupWithoutNumber.entry,
  NumberMalformed.entry,
  UnstorableBatch.entry,
  IngestOverloaded.entry,
  IngestUnavailable.entry,
  MergeNotFound.entry,
  ConversationNotFound.entry,
  MessageNotFound.entry,
  WindowClosed.entry,
  ConversationMovedOn.entry,
  ContactOptedOut.entry,
  ReplyEmpty.entry,
  MessageOutOfReach.entry,
  ReactionInvalid.entry,
  PhoneKnown.entry,
  PhoneMalformed.entry,
  ColleagueUnknown.entry,
  NoteEmpty.entry,
  NoteNotFound.entry,
  NoteOfAnother.entry,
  PushNotSetUp.entry,
  PushEndpointRefused.entry,
  PushSubscriptionNotFound.entry,
  MediaNotFound.entry,
  MediaNotReady.entry,
  MediaUnavailable.entry,
  FileTypeRefused.entry,
  FileTooLarge.entry,
  FileIncomplete.entry,
  UploadedFileNotFound.entry,
  CaptionNotPossible.entry,
  TemplateNotFound.entry,
  TemplateUnfit.entry,
  TemplateUnusable.entry,
  TemplatesUnavailable.entry,
  AccountUnknown.entry,
  SlotTaken.entry,
  AppointmentNotFound.entry,
  SlotNotOffered.entry,
  AppointmentClosed.entry,
  ServiceNotFound.entry,
  ProfessionalNotFound.entry,
  PatientNotFound.entry,
  IdempotencyKeyReused.entry,
  BookingsOverloaded.entry,
  CalendarsUnavailable.entry,
  InvalidCursor.entry,
  NotConnected.entry,
  ReconnectRequired.entry,
  GoogleUnavailable.entry,
  GoogleMisconfigured.entry,
  ConnectionChanged.entry,
  GrantBeingRevoked.entry,
  PermissionsMissing.entry,
  ...ConsentRefused.entries,
  CalendarsUnassigned.entry,
  CalendarUseRefused.entry,
  UnknownRooms.entry,
  UnknownCalendars.entry,
  UnknownProfessionals.entry,
  PersonNotFound.entry,
  ErasureNotFound.entry,
  CertificateNotReady.entry,
  RetentionOutOfBounds.entry,
  ...modelErrors,
];
