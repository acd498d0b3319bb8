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
import { sessionLifeSeconds } from '../../adapters/auth/local-sign-in.ts';
import { localLimiter } from '../../adapters/limits/local-limiter.ts';
import type { Rate } from '../../domain/messaging/pacing.ts';
import type { Config } from '../config/config.ts';
import { beside, type Services } from './services.ts';

/** What the pages of a browser need to know of the start. */
export type Browser = {
  /** Called when the sign-in link was used. */
  readonly onSignedIn: () => void;
  /** Whether the outside reaches us by https. */
  readonly isSecure: boolean;
  /** Where the browser ends after Google's consent page; our own page when absent. */
  readonly returnUrl: string | undefined;
};

/** Every declared route. A new one is added here and is at once documented, guarded and tested. */
export function apiEndpoints(services: Services, browser: Browser): readonly Endpoint[] {
  const needs = beside(services, browser);
  const { localSignIn } = services;
  return [
    ...meEndpoints(),
    ...clinicEndpoints(needs),
    ...clinicContextEndpoints(needs),
    ...whatsappNumberEndpoints(needs),
    // before those of one conversation: `events` is the id of none
    ...conversationEventEndpoints(needs),
    ...conversationEndpoints(needs),
    ...memberEndpoints(needs),
    ...apiKeyEndpoints(needs),
    ...parkedItemEndpoints(needs),
    ...alertEndpoints(needs),
    ...googleConnectionEndpoints(needs),
    ...googleCallbackEndpoints(needs),
    ...googleCalendarEndpoints(needs),
    ...availabilityEndpoints(needs),
    ...appointmentEndpoints(needs),
    ...privacyEndpoints(needs),
    ...auditEndpoints(needs),
    ...(localSignIn === undefined
      ? []
      : sessionEndpoints(beside(needs, { localSignIn, sessionSeconds: sessionLifeSeconds }))),
  ];
}

/** Beside the contract, only where older front ends are still served. */
export const olderEndpoints = (services: Services): readonly Endpoint[] => legacyEndpoints(services);

export function apiNeeds(services: Services, config: Config): ApiNeeds {
  const rate = (name: 'CALLER' | 'CLINIC' | 'ROUTE' | 'REFUSALS'): Rate | undefined => {
    const perMinute = config[`RATE_LIMIT_API_${name}_PER_MINUTE`];
    const burst = config[`RATE_LIMIT_API_${name}_BURST`];
    return perMinute === 0 ? undefined : { intervalMs: 60_000 / perMinute, burst };
  };
  return beside(services, {
    faultOf: postgresFault,
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
