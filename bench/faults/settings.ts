import { callerIssuer, callerSecret, client } from '../bookings/clinic.ts';
import { appSecret } from '../ingest/signed-requests.ts';
import { webUrl } from './processes.ts';

const key = (kid: string, byte: number) => `${kid}:${Buffer.alloc(32, byte).toString('base64url')}`;

/** Where Google is, each address through the gate but the consent page, which is the browser's. */
type GoogleUrls = Readonly<Record<'auth' | 'token' | 'revoke' | 'jwks' | 'issuer' | 'api', string>>;

/** The processes as in production, but with leases and waits that fit faults of seconds. */
export const faultSettings = (world: {
  readonly databaseUrl: string;
  readonly graphUrl: string;
  readonly google: GoogleUrls;
  /** Of a fault. */
  readonly seconds: number;
}): Readonly<Record<string, string>> => ({
  DATABASE_URL: world.databaseUrl,
  DATABASE_POOL_SIZE: '10',
  WEBHOOK_VERIFY_TOKEN: 'bench',
  META_APP_SECRET: appSecret,
  META_ACCESS_TOKEN: 'bench',
  META_GRAPH_URL: world.graphUrl,
  META_TIMEOUT_MS: '1500',
  DELIVERY_LEASE_MS: '3000',
  DELIVERY_CONCURRENCY: '32',
  // longer than a fault, as in production: what is repeated in the middle of one is given up
  RETRY_UNKNOWN_AFTER_MS: String(world.seconds * 1_000 + 4_000),
  RETRY_CAP_MS: '4000',
  RATE_LIMIT_PAIR_INTERVAL_MS: '0',
  RATE_LIMIT_NUMBER_PER_SECOND: '1000',
  TURN_DEBOUNCE_MS: '200',
  TURN_CAP_MS: '600',
  TURN_LEASE_MS: '4000',
  GOOGLE_CLIENT_ID: client.clientId,
  GOOGLE_CLIENT_SECRET: client.clientSecret,
  GOOGLE_REDIRECT_URI: `${webUrl}/api/google/oauth/callback`,
  GOOGLE_AUTH_URL: world.google.auth,
  GOOGLE_TOKEN_URL: world.google.token,
  GOOGLE_REVOKE_URL: world.google.revoke,
  GOOGLE_JWKS_URL: world.google.jwks,
  GOOGLE_ISSUER: world.google.issuer,
  GOOGLE_API_URL: world.google.api,
  GOOGLE_TIMEOUT_MS: '1800',
  APPOINTMENT_LEASE_MS: '4000',
  CALENDAR_READ_MS: '2000',
  RETRY_CALENDAR_CAP_MS: '2000',
  RETRY_CALENDAR_MAX_ATTEMPTS: '60',
  ENCRYPTION_KEYS: key('k1', 1),
  STATE_KEYS: key('s1', 2),
  AUTH_JWT_SECRET: callerSecret,
  AUTH_ISSUER: callerIssuer,
  RATE_LIMIT_API_CALLER_PER_MINUTE: '0',
  RATE_LIMIT_API_ROUTE_PER_MINUTE: '0',
  LOG_LEVEL: 'fatal',
});
