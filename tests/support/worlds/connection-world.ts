import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { hesitate, memoryDatabase } from '../../../src/adapters/memory/database.ts';
import {
  scriptedGoogle,
  type GoogleCall,
  type GoogleFate,
  type Rotation,
  type Person,
} from '../../../src/adapters/memory/connection/google-authorization.ts';
import { seededRandomness } from '../../../src/adapters/memory/system/randomness.ts';
import { memorySecrets } from '../../../src/adapters/memory/system/secrets.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { memoryTokenCipher } from '../../../src/adapters/memory/connection/token-cipher.ts';
import { joseStateSigner } from '../../../src/adapters/crypto/state-signer.ts';
import { makeAssociateCalendars } from '../../../src/application/connection/associate-calendars.ts';
import { makeClientHealth } from '../../../src/application/connection/client-health.ts';
import { makeConnectGoogle } from '../../../src/application/connection/connect-google.ts';
import { makeStopLeftChannels } from '../../../src/application/scheduling/calendar-sync/stop-left-channels.ts';
import { makeDisconnectGoogle } from '../../../src/application/connection/disconnect-google.ts';
import { makeEndGrant } from '../../../src/application/connection/end-grant.ts';
import { makeGoogleAccess } from '../../../src/application/connection/google-access.ts';
import { makeGoogleConnectionStatus } from '../../../src/application/connection/google-connection-status.ts';
import { makeListCalendars } from '../../../src/application/connection/list-calendars.ts';
import { makeRedeemConsent } from '../../../src/application/connection/redeem-consent.ts';
import { makeRenewNow } from '../../../src/application/connection/renew-now.ts';
import { makeRenewTokens } from '../../../src/application/connection/renew-tokens.ts';
import { makeStartConsent } from '../../../src/application/connection/start-consent.ts';
import { makeCheckCalendarsOfAccount } from '../../../src/application/connection/check-calendars-of-account.ts';
import { makeResolveClinicContext } from '../../../src/application/clinic/resolve-clinic-context.ts';
import type { GoogleAuthorization } from '../../../src/application/ports/connection/google-authorization.ts';
import type {
  CalendarResult,
  ListedCalendar,
} from '../../../src/application/ports/scheduling/google-calendar.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import type { StateSigner } from '../../../src/application/ports/connection/state-signer.ts';
import type { TokenCipher } from '../../../src/application/ports/connection/token-cipher.ts';
import {
  defaultRenewalPolicy,
  defaultRevocationPolicy,
} from '../../../src/domain/connection/renewal-policy.ts';
import { addMemoryClinic } from './memory-clinics.ts';

type Wish = {
  /** Decides who goes first wherever two may. */
  readonly seed?: number;
  readonly fateOf?: (call: GoogleCall) => GoogleFate;
  readonly rotation?: Rotation;
  /** The real one takes time that no seed decides about. */
  readonly signer?: StateSigner;
};

export const minute = 60_000;
export const renewalLeaseMs = 30_000;
const timeoutMs = 8_000;

export const aListed = (calendarId: string, wish: Partial<ListedCalendar> = {}): ListedCalendar => ({
  calendarId,
  summary: `Agenda ${calendarId}`,
  timeZone: 'America/Sao_Paulo',
  accessRole: 'owner',
  isPrimary: false,
  isHidden: false,
  ...wish,
});

const realSigner = joseStateSigner([{ kid: 's1', key: new Uint8Array(32).fill(7) }]);

/** The whole Google connection on memory stores and a scripted Google, as one or several processes. */
export function connectionWorld({ seed = 1, fateOf, rotation = 'off', signer = realSigner }: Wish = {}) {
  const clock = memoryClock();
  const randomness = seededRandomness(seed);
  const pause = hesitate(randomness);
  const db = memoryDatabase(clock, { pause });
  const { ids } = db;
  const stores = memoryStores(db);
  const {
    clinics,
    alerts,
    clinicCalendars,
    googleConnections: connections,
    googleRevocations: revocations,
  } = stores;
  const secrets = memorySecrets();
  const google = scriptedGoogle({
    clock,
    digest: (text) => secrets.digest(text),
    pause,
    rotation,
    ...(fateOf && { fateOf }),
  });
  const ownCipher: TokenCipher = memoryTokenCipher('k1');
  const policy = defaultRenewalPolicy;
  /** What each account lists; asked for with a living access token only. */
  const calendarsOf = new Map<string, readonly ListedCalendar[]>();
  const googleCalendar = {
    async list(token: string): Promise<CalendarResult<readonly ListedCalendar[]>> {
      if (!google.lives(token)) return { failure: 'unauthorized', reason: 'authError' };
      return { ok: calendarsOf.get(token.split('-')[1] ?? '') ?? [] };
    },
  };

  /** With circuit and single flight of its own. `around` stands between it and Google, e.g. to sleep there. */
  const process = (around = (own: GoogleAuthorization) => own, cipher = ownCipher) => {
    const googleAuthorization = around(google.authorization);
    const clientHealth = makeClientHealth({ alerts, clock });
    const shared = {
      googleConnections: connections,
      googleRevocations: revocations,
      googleAuthorization,
      clinics,
      alerts,
      ids,
      clock,
      randomness,
      tokenCipher: cipher,
      renewalPolicy: policy,
      clientHealth,
    };
    const renewTokens = makeRenewTokens(shared);
    const hasty = {
      async sleep(ms: number) {
        clock.advance(ms);
        await pause();
      },
    };
    const renewNow = makeRenewNow({
      ...shared,
      renewTokens,
      renewalLeaseMs,
      timers: hasty,
    });
    const endGrant = makeEndGrant({
      ...shared,
      revocationPolicy: defaultRevocationPolicy,
      googleTimeoutMs: timeoutMs,
    });
    const withGoogleAccess = makeGoogleAccess({ ...shared, renewNow });
    const resolveClinicContext = makeResolveClinicContext({ clinics, readContexts: new Map() });
    const calendarNeeds = { withGoogleAccess, googleCalendar, clinicCalendars, resolveClinicContext };
    return {
      health: clientHealth,
      renewTokens,
      endGrant,
      withGoogleAccess,
      status: makeGoogleConnectionStatus(shared),
      listCalendars: makeListCalendars(calendarNeeds),
      associateCalendars: makeAssociateCalendars({ ...shared, ...calendarNeeds }),
      disconnect: makeDisconnectGoogle({
        ...{ ...shared, endGrant, renewalLeaseMs },
        stopLeftChannels: makeStopLeftChannels({
          ...{ ...shared, withGoogleAccess, calendarChannels: stores.calendarChannels },
          googleCalendar: { stopChannel: () => Promise.resolve({ ok: 'stopped' }) },
        }),
      }),
      connectGoogle: makeConnectGoogle({
        ...shared,
        oauthStates: stores.oauthStates,
        appointments: stores.appointments,
        eventTexts: stores.eventTexts,
        calendarFeeds: stores.calendarFeeds,
        calendarChannels: stores.calendarChannels,
        renewNow,
        stateSigner: signer,
        startConsent: makeStartConsent({
          ...shared,
          oauthStates: stores.oauthStates,
          stateSigner: signer,
          secrets,
        }),
        redeemConsent: makeRedeemConsent({
          ...shared,
          timers: hasty,
          oauthStates: stores.oauthStates,
          stateSigner: signer,
          secrets,
        }),
        checkCalendarsOfAccount: makeCheckCalendarsOfAccount({ ...shared, clinicCalendars, googleCalendar }),
      }),
    };
  };
  const main = process();

  const world = {
    clock,
    db,
    stores,
    google,
    signer,
    calendarsOf,
    process,
    ...main,
    addClinic: (wish?: Parameters<typeof addMemoryClinic>[1]): ClinicId => addMemoryClinic(db, wish),
    connectionOf: (clinicId: ClinicId) => db.google.connections.get(clinicId),
    openAlerts: () =>
      db.alerts
        .filter(({ resolvedAt }) => resolvedAt === undefined)
        .map(({ kind }) => kind)
        .sort(),
    /** Start, consent, callback: as a clinic does it. */
    async connect(clinicId: ClinicId, person: Person = { sub: 'maria' }): Promise<void> {
      const { consentUrl } = await main.connectGoogle.start({ clinicId, userId: 'user-1' });
      await main.connectGoogle.complete(google.consent(consentUrl, person));
    },
    /** One look of one renewer at what is due. */
    async renewDue(renewer = main, limit = 10) {
      const claims = await connections.claimDue(renewer.health.admit(limit), renewalLeaseMs);
      return Promise.all(claims.map((claim) => renewer.renewTokens(claim)));
    },
    async revokeDue(renewer = main) {
      const claims = await revocations.claimDue(10, renewalLeaseMs);
      return Promise.all(claims.map((claim) => renewer.endGrant(claim)));
    },
  };
  return world;
}
