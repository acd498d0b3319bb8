import type { Log } from '../../application/ports/operations/log.ts';
import type { Config } from '../config/config.ts';
import { callbackPath, type GoogleSettings } from '../config/google-config.ts';

export type OpenedGoogle = {
  readonly settings: GoogleSettings;
  /** The calendar page of the twin, where that stands in. */
  readonly calendarUrl: string | undefined;
  /** A person's consent at the twin. */
  readonly allow?: (consentUrl: string, account: string) => Promise<string>;
  close(): Promise<void>;
};

const nowhere = 'http://127.0.0.1:9';

/** For commands and for workers of a development without Google: whatever is asked is refused. */
export const noGoogle: GoogleSettings = {
  clientId: 'none',
  clientSecret: 'none',
  redirectUri: `${nowhere}${callbackPath}`,
  authUrl: nowhere,
  tokenUrl: nowhere,
  revokeUrl: nowhere,
  jwksUrl: nowhere,
  issuer: nowhere,
  apiUrl: nowhere,
};

const closed = () => Promise.resolve();

/** Google itself when it is configured, else, beside the web role and never in production, its twin. */
export async function openGoogle(
  { google, DATA_DIR: dataDir }: Pick<Config, 'google' | 'DATA_DIR'>,
  { webUrl, log }: { webUrl: string | undefined; log: Log },
): Promise<OpenedGoogle> {
  if (google !== undefined) {
    const redirectUri = google.redirectUri || `${webUrl ?? nowhere}${callbackPath}`;
    return { settings: { ...google, redirectUri }, calendarUrl: undefined, close: closed };
  }
  if (webUrl === undefined) return { settings: noGoogle, calendarUrl: undefined, close: closed };
  // loaded only here: a production run never has the twin in its process
  const { startTwinOfGoogle } = await import('../local/local-google.ts');
  return startTwinOfGoogle({ webUrl, dataDir, log });
}
