import type { ErrorEntry } from './error.ts';
import { modelErrors } from './assistant/model-errors.ts';
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
import { NumberChanged, NumberNotFound, NumberTaken, NumberMalformed } from './clinic/number-errors.ts';
import {
  UnstorableBatch,
  IngestOverloaded,
  IngestUnavailable,
  MergeNotFound,
} from './messaging/ingest-errors.ts';
import {
  ConversationNotFound,
  MessageNotFound,
  WindowClosed,
  ReplyEmpty,
  PhoneMalformed,
} from './messaging/conversation-errors.ts';
import { SlotTaken, AppointmentNotFound } from './scheduling/appointment.ts';
import {
  SlotNotOffered,
  AppointmentClosed,
  ServiceNotFound,
  PractitionerNotFound,
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
import { GrantBeingRevoked, PermissionsMissing } from './connection/consent-errors.ts';
import { ConsentRefused } from './connection/consent-refusals.ts';
import { CalendarsUnassigned, UnknownCalendars, UnknownPractitioners } from './connection/calendar-choice.ts';
import { PersonNotFound, ErasureNotFound, CertificateNotReady } from './privacy/privacy-errors.ts';
import { RetentionOutOfBounds } from './privacy/retention.ts';

/** Every refusal of our own rules. Vendors and libraries add theirs in their adapters. */
export const domainErrors: readonly ErrorEntry[] = [
  ...NotSignedIn.entries,
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
  NumberChanged.entry,
  NumberNotFound.entry,
  NumberTaken.entry,
  NumberMalformed.entry,
  UnstorableBatch.entry,
  IngestOverloaded.entry,
  IngestUnavailable.entry,
  MergeNotFound.entry,
  ConversationNotFound.entry,
  MessageNotFound.entry,
  WindowClosed.entry,
  ReplyEmpty.entry,
  PhoneMalformed.entry,
  SlotTaken.entry,
  AppointmentNotFound.entry,
  SlotNotOffered.entry,
  AppointmentClosed.entry,
  ServiceNotFound.entry,
  PractitionerNotFound.entry,
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
  UnknownCalendars.entry,
  UnknownPractitioners.entry,
  PersonNotFound.entry,
  ErasureNotFound.entry,
  CertificateNotReady.entry,
  RetentionOutOfBounds.entry,
  ...modelErrors,
];
