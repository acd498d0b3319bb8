import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { startGoogleTwin } from '../../../twin/google/start-google-twin.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import { googleCalendarPath } from '../../adapters/http/webhook/google-calendar-webhook.ts';
import { makeOnce } from './development-secrets.ts';
import { callbackPath, type GoogleSettings } from '../config/google-config.ts';

export type LocalGoogle = {
  readonly settings: GoogleSettings;
  /** The page with the calendars. */
  readonly calendarUrl: string;
  /** Allows everything on the consent page; gives the address that the browser is sent to. */
  readonly allow: (consentUrl: string, account: string) => Promise<string>;
  close(): Promise<void>;
};

const preferredPort = 4_100;

type GoogleRun = { readonly webUrl: string; readonly dataDir: string; readonly log: Log };
const kept = z.object({ clientSecret: z.string() });

/** Google's stand-in for development, with a client of its own; what it knows lies in `dataDir` and outlives the run. */
export async function startTwinOfGoogle({ webUrl, dataDir, log }: GoogleRun): Promise<LocalGoogle> {
  const made = { clientSecret: randomBytes(24).toString('base64url') };
  const { clientSecret } = kept.parse(await makeOnce(dataDir, 'twin-google-client.json', made));
  const client = { clientId: 'atende-development', clientSecret };
  const redirectUri = `${webUrl}${callbackPath}`;
  const twin = await startGoogleTwin({
    ...client,
    host: '127.0.0.1',
    port: preferredPort,
    redirectUris: [redirectUri],
    keptIn: join(dataDir, 'twin-google.json'),
    log: (message, fields = {}) => log.debug(fields, message),
  });
  const { authUrl, tokenUrl, revokeUrl, jwksUrl, issuer, apiUrl, calendarUrl } = twin;
  return {
    settings: {
      ...{ ...client, redirectUri, authUrl, tokenUrl, revokeUrl, jwksUrl, issuer, apiUrl },
      pushAddress: `${webUrl}${googleCalendarPath}`,
    },
    calendarUrl,
    allow: (consentUrl, account) => twin.consent(consentUrl, { account }),
    close: () => twin.close(),
  };
}
