import { openApi, type OpenApi } from '../../src/adapters/http/contract/openapi.ts';
import { openLog } from '../../src/adapters/logging/logger.ts';
import { apiEndpoints } from '../../src/bootstrap/composition/api.ts';
import { readConfig } from '../../src/bootstrap/config/config.ts';
import { makeContainer } from '../../src/bootstrap/composition/container.ts';
import { servicesOf } from '../../src/bootstrap/composition/services.ts';
import { errorCatalogue } from '../../src/bootstrap/composition/error-catalogue.ts';
import { noGoogle } from '../../src/bootstrap/open-google.ts';
import { apiVersion } from '../../src/bootstrap/web.ts';

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
  const endpoints = apiEndpoints(servicesOf(container), {
    onSignedIn: () => undefined,
    isSecure: true,
    returnUrl: undefined,
  });
  return openApi(endpoints, { version: apiVersion, catalogue: errorCatalogue });
}
