import type { Container } from 'inversify';
import type { Endpoint } from '../../adapters/http/api/endpoint.ts';
import type { ApiNeeds } from '../../adapters/http/api/mount.ts';
import { alertEndpoints } from '../../adapters/http/routes/operations/alerts.ts';
import { apiKeyEndpoints } from '../../adapters/http/routes/access/api-keys.ts';
import { appointmentEndpoints } from '../../adapters/http/routes/scheduling/appointments.ts';
import { auditEndpoints } from '../../adapters/http/routes/access/audit.ts';
import { availabilityEndpoints } from '../../adapters/http/routes/scheduling/availability.ts';
import { clinicContextEndpoints } from '../../adapters/http/routes/clinic/clinic-context.ts';
import { clinicEndpoints } from '../../adapters/http/routes/clinic/clinics.ts';
import { conversationEventEndpoints } from '../../adapters/http/routes/messaging/conversation-events.ts';
import { conversationEndpoints } from '../../adapters/http/routes/messaging/conversations.ts';
import { googleCalendarEndpoints } from '../../adapters/http/routes/connection/google-calendars.ts';
import { googleCallbackEndpoints } from '../../adapters/http/routes/connection/google-callback.ts';
import { googleConnectionEndpoints } from '../../adapters/http/routes/connection/google-connection.ts';
import { legacyEndpoints } from '../../adapters/http/routes/legacy/legacy.ts';
import { memberEndpoints } from '../../adapters/http/routes/access/members.ts';
import { parkedItemEndpoints } from '../../adapters/http/routes/messaging/parked-items.ts';
import { privacyEndpoints } from '../../adapters/http/routes/privacy/privacy.ts';
import { meEndpoints, sessionEndpoints } from '../../adapters/http/routes/access/session.ts';
import { whatsappNumberEndpoints } from '../../adapters/http/routes/clinic/whatsapp-numbers.ts';
import { postgresFault } from '../../adapters/postgres/fault.ts';
import { localLimiter } from '../../adapters/limits/local-limiter.ts';
import { sessionLifeSeconds } from '../../adapters/auth/local-sign-in.ts';
import type { Rate } from '../../domain/messaging/pacing.ts';
import type { Config } from '../config/config.ts';
import { tokens as t } from './tokens.ts';

export type ApiWish = {
  /** Hears that the sign-in link was used. */
  readonly onSignedIn: () => void;
  /** Whether the outside reaches us by https. */
  readonly isSecure: boolean;
  /** Where the browser ends after Google's consent page; our own page when absent. */
  readonly returnUrl: string | undefined;
};

/** Every declared route. A new one is added here and is at once documented, guarded and tested. */
export function apiEndpoints(container: Container, wish: ApiWish): readonly Endpoint[] {
  const { onSignedIn, isSecure, returnUrl } = wish;
  const registry = container.get(t.clinicRegistry);
  const contexts = container.get(t.clinicContexts);
  const clock = container.get(t.clock);
  const log = container.get(t.log);
  const telemetry = container.get(t.telemetry);
  const connectGoogle = container.get(t.connectGoogle);
  const auditTrail = container.get(t.auditTrail);
  return [
    ...meEndpoints(),
    ...clinicEndpoints({
      registry,
      registerClinic: container.get(t.registerClinic),
      changeClinic: container.get(t.changeClinic),
    }),
    ...clinicContextEndpoints({
      contexts,
      registry,
      saveClinicContext: container.get(t.saveClinicContext),
      restoreClinicContext: container.get(t.restoreClinicContext),
      previewClinicContext: container.get(t.previewClinicContext),
    }),
    ...whatsappNumberEndpoints({
      numbers: container.get(t.clinicNumbers),
      registry,
      registerWhatsAppNumber: container.get(t.registerWhatsAppNumber),
      changeWhatsAppNumber: container.get(t.changeWhatsAppNumber),
    }),
    // before those of one conversation: `events` is the id of none
    ...conversationEventEndpoints({ registry, live: container.get(t.liveConversations) }),
    ...conversationEndpoints({
      registry,
      conversations: container.get(t.conversations),
      humanActs: container.get(t.humanActs),
      replyAsHuman: container.get(t.replyAsHuman),
      takeOverConversation: container.get(t.takeOverConversation),
      returnToAssistant: container.get(t.returnToAssistant),
    }),
    ...memberEndpoints({ members: container.get(t.clinicMembers), registry, clock }),
    ...apiKeyEndpoints({
      keys: container.get(t.apiKeys),
      registry,
      createApiKey: container.get(t.createApiKey),
      clock,
    }),
    ...parkedItemEndpoints({
      parkedItems: container.get(t.parkedItems),
      replayParkedItems: container.get(t.replayParkedItems),
    }),
    ...alertEndpoints({ alerts: container.get(t.alerts) }),
    ...googleConnectionEndpoints({
      connectGoogle,
      googleConnectionStatus: container.get(t.googleConnectionStatus),
      disconnectGoogle: container.get(t.disconnectGoogle),
      secrets: container.get(t.secrets),
      log,
      isSecure,
    }),
    ...googleCallbackEndpoints({
      connectGoogle,
      auditTrail,
      telemetry,
      clock,
      log,
      ...(returnUrl !== undefined && { returnUrl }),
    }),
    ...googleCalendarEndpoints({
      listCalendars: container.get(t.listCalendars),
      associateCalendars: container.get(t.associateCalendars),
      log,
    }),
    ...availabilityEndpoints({ findAvailability: container.get(t.findAvailability) }),
    ...appointmentEndpoints({
      appointments: container.get(t.appointments),
      listAppointments: container.get(t.listAppointments),
      bookAppointment: container.get(t.bookAppointment),
      rescheduleAppointment: container.get(t.rescheduleAppointment),
      cancelAppointment: container.get(t.cancelAppointment),
      telemetry,
    }),
    ...privacyEndpoints({
      patientRecords: container.get(t.patientRecords),
      erasures: container.get(t.erasures),
      retention: container.get(t.retention),
      signer: container.get(t.certificateSigner),
      exportPatient: container.get(t.exportPatient),
      erasePatient: container.get(t.erasePatient),
    }),
    ...auditEndpoints({ auditTrail }),
    ...(container.isBound(t.localSignIn)
      ? sessionEndpoints({
          localSignIn: container.get(t.localSignIn),
          sessionSeconds: sessionLifeSeconds,
          onSignedIn,
        })
      : []),
  ];
}

/** Beside the contract, only where older front ends are still served. */
export const olderEndpoints = (container: Container): readonly Endpoint[] =>
  legacyEndpoints({
    sendToPhone: container.get(t.sendToPhone),
    tryAssistant: container.get(t.tryAssistant),
  });

export function apiNeeds(container: Container, config: Config): ApiNeeds {
  const rate = (name: 'CALLER' | 'CLINIC' | 'ROUTE' | 'REFUSALS'): Rate | undefined => {
    const perMinute = config[`RATE_LIMIT_API_${name}_PER_MINUTE`];
    const burst = config[`RATE_LIMIT_API_${name}_BURST`];
    return perMinute === 0 ? undefined : { intervalMs: 60_000 / perMinute, burst };
  };
  const clock = container.get(t.clock);
  return {
    identifyCaller: container.get(t.identifyCaller),
    localSignIn: container.isBound(t.localSignIn) ? container.get(t.localSignIn) : undefined,
    auditTrail: container.get(t.auditTrail),
    idempotentRequests: container.get(t.idempotentRequests),
    ids: container.get(t.ids),
    clock,
    log: container.get(t.log),
    faultOf: postgresFault,
    limiter: container.get(t.requestLimiter),
    strangers: localLimiter(clock),
    limits: {
      timeoutMs: config.API_TIMEOUT_MS,
      caller: rate('CALLER'),
      clinic: rate('CLINIC'),
      route: rate('ROUTE'),
      refusals: rate('REFUSALS'),
    },
  };
}
