import { setTimeout as pause } from 'node:timers/promises';
import { ContainerModule } from 'inversify';
import { makeAssociateCalendars } from '../../application/connection/associate-calendars.ts';
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
import { makeWelcomeAccount } from '../../application/connection/check-calendars-of-account.ts';
import { defaultRenewalPolicy, defaultRevocationPolicy } from '../../domain/connection/renewal-policy.ts';
import type { Config } from '../config/config.ts';
import { tokens as t } from './tokens.ts';

/** The Google connection. */
export const connectionUseCases = (config: Config) =>
  new ContainerModule(({ bind }) => {
    const leaseMs = config.RENEWAL_LEASE_MS;
    const timeoutMs = config.GOOGLE_TIMEOUT_MS;
    const policy = defaultRenewalPolicy;
    bind(t.clientHealth).toResolvedValue(
      (alerts, clock) => makeClientHealth({ alerts, clock }),
      [t.alerts, t.clock],
    );
    bind(t.renewTokens).toResolvedValue(
      (connections, authorization, cipher, health, alerts, clock, randomness) =>
        makeRenewTokens({ connections, authorization, cipher, health, alerts, clock, randomness, policy }),
      [
        t.googleConnections,
        t.googleAuthorization,
        t.tokenCipher,
        t.clientHealth,
        t.alerts,
        t.clock,
        t.randomness,
      ],
    );
    bind(t.renewNow).toResolvedValue(
      (connections, renewTokens, health, clock, randomness) =>
        makeRenewNow({ connections, renewTokens, health, clock, randomness, pause, leaseMs }),
      [t.googleConnections, t.renewTokens, t.clientHealth, t.clock, t.randomness],
    );
    bind(t.withGoogleAccess).toResolvedValue(
      (connections, cipher, renewNow, alerts, clock) =>
        makeGoogleAccess({ connections, cipher, renewNow, alerts, clock }),
      [t.googleConnections, t.tokenCipher, t.renewNow, t.alerts, t.clock],
    );
    bind(t.endGrant).toResolvedValue(
      (revocations, authorization, cipher, alerts, clock, randomness) =>
        makeEndGrant({
          revocations,
          authorization,
          cipher,
          alerts,
          clock,
          randomness,
          policy: defaultRevocationPolicy,
          timeoutMs,
        }),
      [t.googleRevocations, t.googleAuthorization, t.tokenCipher, t.alerts, t.clock, t.randomness],
    );
    bind(t.disconnectGoogle).toResolvedValue(
      (clinics, connections, revocations, endGrant, alerts, ids, clock) =>
        makeDisconnectGoogle({ clinics, connections, revocations, endGrant, alerts, ids, clock, leaseMs }),
      [t.clinics, t.googleConnections, t.googleRevocations, t.endGrant, t.alerts, t.ids, t.clock],
    );
    bind(t.googleConnectionStatus).toResolvedValue(
      (clinics, connections, clock) => makeGoogleConnectionStatus({ clinics, connections, clock }),
      [t.clinics, t.googleConnections, t.clock],
    );
    bind(t.listCalendars).toResolvedValue(
      (withGoogleAccess, googleCalendar, clinicCalendars, resolveClinicContext) =>
        makeListCalendars({ withGoogleAccess, googleCalendar, clinicCalendars, resolveClinicContext }),
      [t.withGoogleAccess, t.googleCalendar, t.clinicCalendars, t.resolveClinicContext],
    );
    bind(t.associateCalendars).toResolvedValue(
      (connections, withGoogleAccess, googleCalendar, clinicCalendars, resolveClinicContext, alerts, clock) =>
        makeAssociateCalendars({
          connections,
          withGoogleAccess,
          googleCalendar,
          clinicCalendars,
          resolveClinicContext,
          alerts,
          clock,
        }),
      [
        t.googleConnections,
        t.withGoogleAccess,
        t.googleCalendar,
        t.clinicCalendars,
        t.resolveClinicContext,
        t.alerts,
        t.clock,
      ],
    );
    bind(t.rotateKeys).toResolvedValue(
      (sealedTokens, cipher) => makeRotateKeys({ sealedTokens, cipher }),
      [t.sealedTokens, t.tokenCipher],
    );
    bind(t.startConsent).toResolvedValue(
      (clinics, connections, states, authorization, cipher, signer, secrets, clock) =>
        makeStartConsent({ clinics, connections, states, authorization, cipher, signer, secrets, clock }),
      [
        t.clinics,
        t.googleConnections,
        t.oauthStates,
        t.googleAuthorization,
        t.tokenCipher,
        t.stateSigner,
        t.secrets,
        t.clock,
      ],
    );
    bind(t.redeemConsent).toResolvedValue(
      (states, authorization, cipher, signer, secrets, health, alerts, clock) =>
        makeRedeemConsent({ states, authorization, cipher, signer, secrets, health, alerts, clock }),
      [
        t.oauthStates,
        t.googleAuthorization,
        t.tokenCipher,
        t.stateSigner,
        t.secrets,
        t.clientHealth,
        t.alerts,
        t.clock,
      ],
    );
    bind(t.welcomeAccount).toResolvedValue(
      (clinicCalendars, googleCalendar, alerts, clock) =>
        makeWelcomeAccount({ clinicCalendars, googleCalendar, alerts, clock, policy }),
      [t.clinicCalendars, t.googleCalendar, t.alerts, t.clock],
    );
    bind(t.connectGoogle).toResolvedValue(
      (
        startConsent,
        redeemConsent,
        renewNow,
        welcomeAccount,
        clinics,
        connections,
        cipher,
        ids,
        clock,
        randomness,
      ) =>
        makeConnectGoogle({
          startConsent,
          redeemConsent,
          renewNow,
          welcomeAccount,
          clinics,
          connections,
          cipher,
          ids,
          clock,
          randomness,
          policy,
        }),
      [
        t.startConsent,
        t.redeemConsent,
        t.renewNow,
        t.welcomeAccount,
        t.clinics,
        t.googleConnections,
        t.tokenCipher,
        t.ids,
        t.clock,
        t.randomness,
      ],
    );
  });
