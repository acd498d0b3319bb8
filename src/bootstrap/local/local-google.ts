import { randomBytes } from 'node:crypto';
import { startGoogleTwin } from '../../../twin/google/start-google-twin.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import { callbackPath, type GoogleSettings } from '../config/google-config.ts';

export type LocalGoogle = {
  readonly settings: GoogleSettings;
  /** The page with the calendars. */
  readonly calendarUrl: string;
  close(): Promise<void>;
};

const preferredPort = 4_100;

/** Google's stand-in for development, with a client of its own for this run. */
export async function startTwinOfGoogle({ webUrl, log }: { webUrl: string; log: Log }): Promise<LocalGoogle> {
  const client = { clientId: 'atende-development', clientSecret: randomBytes(24).toString('base64url') };
  const redirectUri = `${webUrl}${callbackPath}`;
  const twin = await startGoogleTwin({
    ...client,
    host: '127.0.0.1',
    port: preferredPort,
    redirectUris: [redirectUri],
    log: (message, fields = {}) => log.debug(fields, message),
  });
  const { authUrl, tokenUrl, revokeUrl, jwksUrl, issuer, apiUrl, calendarUrl } = twin;
  return {
    settings: { ...client, redirectUri, authUrl, tokenUrl, revokeUrl, jwksUrl, issuer, apiUrl },
    calendarUrl,
    close: () => twin.close(),
  };
}
