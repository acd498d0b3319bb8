import { openApi, type OpenApi } from '../adapters/http/api/openapi.ts';
import { openLog } from '../adapters/system/logger.ts';
import { apiEndpoints } from './api.ts';
import { readConfig } from './config.ts';
import { makeContainer } from './container.ts';
import { errorCatalogue } from './error-catalogue.ts';
import { noGoogle } from './open-google.ts';
import { apiVersion } from './web.ts';

const noKey = { kid: 'none', key: new Uint8Array(32) };

/** The contract that a production run serves, from the same wiring, without starting anything. */
export function contractDocument(): OpenApi {
  const container = makeContainer(readConfig({}), {
    database: { appUrl: 'postgres://nobody@localhost/none', systemUrl: 'postgres://nobody@localhost/none' },
    meta: { verifyToken: '', appSecrets: [], accessToken: '', graphUrl: 'http://localhost' },
    google: noGoogle,
    keys: { encryptionKeys: [noKey], stateKeys: [noKey] },
    auth: { secrets: [], issuer: '', audience: '', roleClaim: '', clinicsClaim: '' },
    privacy: { erasureKey: noKey.key, certificateKeys: [noKey], journalPath: '/nowhere' },
    log: openLog('silent', false),
  });
  const endpoints = apiEndpoints(container, {
    onSignedIn: () => undefined,
    isSecure: true,
    returnUrl: undefined,
  });
  return openApi(endpoints, { version: apiVersion, catalogue: errorCatalogue });
}
