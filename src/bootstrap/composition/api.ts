import type { Endpoint } from '../../adapters/http/api/endpoint.ts';
import type { BrowserReader } from '../../adapters/http/api/authenticate.ts';
import type { ApiNeeds } from '../../adapters/http/api/mount.ts';
import { agendaEndpoints } from '../../adapters/http/routes/scheduling/agenda.ts';
import { alertSettingsEndpoints } from '../../adapters/http/routes/operations/alert-settings.ts';
import { alertEndpoints } from '../../adapters/http/routes/operations/alerts.ts';
import { clinicMetricsEndpoints } from '../../adapters/http/routes/operations/clinic-metrics.ts';
import { apiKeyEndpoints } from '../../adapters/http/routes/access/api-keys.ts';
import { appointmentEndpoints } from '../../adapters/http/routes/scheduling/appointments.ts';
import { auditEndpoints } from '../../adapters/http/routes/access/audit.ts';
import { availabilityEndpoints } from '../../adapters/http/routes/scheduling/availability.ts';
import { clinicContextEndpoints } from '../../adapters/http/routes/clinic/clinic-context.ts';
import { clinicAssistantEndpoints } from '../../adapters/http/routes/clinic/clinic-assistant.ts';
import { tryAssistantEndpoints } from '../../adapters/http/routes/clinic/try-assistant.ts';
import { clinicConnectionEndpoints } from '../../adapters/http/routes/clinic/clinic-connections.ts';
import { quickAnswerEndpoints } from '../../adapters/http/routes/clinic/quick-answers.ts';
import { clinicEndpoints } from '../../adapters/http/routes/clinic/clinics.ts';
import { conversationEventEndpoints } from '../../adapters/http/routes/messaging/conversation-events.ts';
import { conversationAssignmentEndpoints } from '../../adapters/http/routes/messaging/conversation-assignments.ts';
import { conversationNoteEndpoints } from '../../adapters/http/routes/messaging/conversation-notes.ts';
import { knownIdentityEndpoints } from '../../adapters/http/routes/messaging/known-identities.ts';
import { chosenTemplateEndpoints } from '../../adapters/http/routes/messaging/chosen-templates.ts';
import { phoneRequestEndpoints } from '../../adapters/http/routes/messaging/phone-requests.ts';
import { presenceEndpoints } from '../../adapters/http/routes/messaging/presence.ts';
import { teamFileEndpoints } from '../../adapters/http/routes/messaging/team-files.ts';
import { teamMessageEndpoints } from '../../adapters/http/routes/messaging/team-messages.ts';
import { turnRecordEndpoints } from '../../adapters/http/routes/messaging/turn-records.ts';
import { conversationEndpoints } from '../../adapters/http/routes/messaging/conversations.ts';
import { messageSearchEndpoints } from '../../adapters/http/routes/messaging/message-search.ts';
import { messageMediaEndpoints } from '../../adapters/http/routes/messaging/message-media.ts';
import { googleCalendarEndpoints } from '../../adapters/http/routes/connection/google-calendars.ts';
import { googleEventTextEndpoints } from '../../adapters/http/routes/connection/google-event-texts.ts';
import { googleCallbackEndpoints } from '../../adapters/http/routes/connection/google-callback.ts';
import { googleConnectionEndpoints } from '../../adapters/http/routes/connection/google-connection.ts';
import { legacyEndpoints } from '../../adapters/http/routes/legacy/legacy.ts';
import { browserSessionEndpoints } from '../../adapters/http/routes/access/browser-sessions.ts';
import { invitationEndpoints } from '../../adapters/http/routes/access/invitations.ts';
import { signInEndpoints } from '../../adapters/http/routes/access/sign-in.ts';
import { memberEndpoints } from '../../adapters/http/routes/access/members.ts';
import { parkedItemEndpoints } from '../../adapters/http/routes/messaging/parked-items.ts';
import { erasureEndpoints } from '../../adapters/http/routes/privacy/erasures.ts';
import { privacyEndpoints } from '../../adapters/http/routes/privacy/privacy.ts';
import { meEndpoints, sessionEndpoints, type WayIn } from '../../adapters/http/routes/access/session.ts';
import { templateEndpoints } from '../../adapters/http/routes/messaging/templates.ts';
import { reminderEndpoints } from '../../adapters/http/routes/scheduling/reminders.ts';
import { numberSecretEndpoints } from '../../adapters/http/routes/clinic/number-secrets.ts';
import { whatsAppSignupEndpoints } from '../../adapters/http/routes/clinic/whatsapp-signup.ts';
import { numberHealthEndpoints } from '../../adapters/http/routes/clinic/number-health.ts';
import { whatsAppOnboardingEndpoints } from '../../adapters/http/routes/clinic/whatsapp-onboardings.ts';
import { whatsappNumberEndpoints } from '../../adapters/http/routes/clinic/whatsapp-numbers.ts';
import { pushEndpoints } from '../../adapters/http/routes/access/push.ts';
import { postgresFault } from '../../adapters/postgres/fault.ts';
import { sessionLifeSeconds } from '../../adapters/auth/local-sign-in.ts';
import { localLimiter } from '../../adapters/limits/local-limiter.ts';
import { sessionTimes } from '../../domain/access/browser-session.ts';
import type { Rate } from '../../domain/messaging/pacing.ts';
import type { Config } from '../config/config.ts';
import { beside, type Services } from './services.ts';

/** What the pages of a browser need to know of the start. */
export type Browser = {
  /** Called when the sign-in link was used. */
  readonly onSignedIn: () => void;
  /** Whether the outside reaches us by https. */
  readonly isSecure: boolean;
  /** Whether people sign in at an identity provider. */
  readonly hasIdentityProvider: boolean;
  /** Where the browser ends after Google's consent page; our own page when absent. */
  readonly returnUrl: string | undefined;
};

/** Every declared route. A new one is added here and is at once documented, guarded and tested. */
export function apiEndpoints(services: Services, browser: Browser): readonly Endpoint[] {
  const needs = beside(services, browser);
  const { localSignIn } = services;
  return [
    ...meEndpoints(beside(needs, { wayIn: wayInOf(localSignIn !== undefined, browser.hasIdentityProvider) })),
    ...clinicEndpoints(needs),
    ...clinicConnectionEndpoints(needs),
    ...clinicContextEndpoints(needs),
    ...clinicAssistantEndpoints(needs),
    ...tryAssistantEndpoints(needs),
    ...whatsappNumberEndpoints(needs),
    ...numberSecretEndpoints(needs),
    ...whatsAppOnboardingEndpoints(needs),
    ...whatsAppSignupEndpoints(needs),
    ...numberHealthEndpoints(needs),
    // before those of one conversation: `events` is the id of none
    ...conversationEventEndpoints(needs),
    ...conversationEndpoints(needs),
    ...conversationNoteEndpoints(needs),
    ...knownIdentityEndpoints(needs),
    ...messageSearchEndpoints(needs),
    ...conversationAssignmentEndpoints(needs),
    ...presenceEndpoints(needs),
    ...teamMessageEndpoints(needs),
    ...chosenTemplateEndpoints(needs),
    ...phoneRequestEndpoints(needs),
    ...teamFileEndpoints(needs),
    ...messageMediaEndpoints(needs),
    ...turnRecordEndpoints(needs),
    ...templateEndpoints(needs),
    ...quickAnswerEndpoints(needs),
    ...memberEndpoints(needs),
    ...invitationEndpoints(needs),
    ...browserSessionEndpoints(needs),
    ...pushEndpoints(needs),
    ...apiKeyEndpoints(needs),
    ...parkedItemEndpoints(needs),
    ...alertEndpoints(needs),
    ...alertSettingsEndpoints(needs),
    ...clinicMetricsEndpoints(needs),
    ...googleConnectionEndpoints(needs),
    ...googleCallbackEndpoints(needs),
    ...googleCalendarEndpoints(needs),
    ...googleEventTextEndpoints(needs),
    ...agendaEndpoints(needs),
    ...availabilityEndpoints(needs),
    ...appointmentEndpoints(needs),
    ...reminderEndpoints(needs),
    ...privacyEndpoints(needs),
    ...erasureEndpoints(needs),
    ...auditEndpoints(needs),
    ...signInEndpoints(beside(needs, { sessionSeconds: sessionTimes.longestMs / 1_000 })),
    ...(localSignIn === undefined
      ? []
      : sessionEndpoints(beside(needs, { localSignIn, sessionSeconds: sessionLifeSeconds }))),
  ];
}

/** Beside the contract, only where older front ends are still served. */
export const olderEndpoints = (services: Services): readonly Endpoint[] => legacyEndpoints(services);

const wayInOf = (hasLink: boolean, hasProvider: boolean): WayIn =>
  hasProvider ? 'provider' : hasLink ? 'link' : 'nothing';

/** The link of a local run, or sessions that an identity provider stands behind; never both. */
function sessionsOf(services: Services, { oidc }: Config): BrowserReader | undefined {
  const { localSignIn, sessionCookies, identifySession } = services;
  const cookieName = sessionCookies.session.name;
  if (localSignIn !== undefined) return { cookieName, read: (value) => localSignIn.read(value) };
  return oidc === undefined ? undefined : { cookieName, read: identifySession };
}

type Outside = { readonly config: Config; readonly publicUrl: string };

export function apiNeeds(services: Services, { config, publicUrl }: Outside): ApiNeeds {
  const rate = (name: 'CALLER' | 'CLINIC' | 'ROUTE' | 'REFUSALS'): Rate | undefined => {
    const perMinute = config[`RATE_LIMIT_API_${name}_PER_MINUTE`];
    const burst = config[`RATE_LIMIT_API_${name}_BURST`];
    return perMinute === 0 ? undefined : { intervalMs: 60_000 / perMinute, burst };
  };
  return beside(services, {
    faultOf: postgresFault,
    publicOrigin: new URL(publicUrl).origin,
    sessions: sessionsOf(services, config),
    limiter: services.requestLimiter,
    strangers: localLimiter(services.clock),
    limits: {
      timeoutMs: config.API_TIMEOUT_MS,
      caller: rate('CALLER'),
      clinic: rate('CLINIC'),
      route: rate('ROUTE'),
      refusals: rate('REFUSALS'),
    },
  });
}
