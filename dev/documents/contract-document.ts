import { openApi, type OpenApi } from '../../src/adapters/http/contract/openapi.ts';
import { apiEndpoints } from '../../src/bootstrap/composition/api.ts';
import { servicesOf } from '../../src/bootstrap/composition/services.ts';
import { errorCatalogue } from '../../src/bootstrap/composition/error-catalogue.ts';
import { apiVersion } from '../../src/bootstrap/web.ts';
import { unstartedContainer } from './unstarted-container.ts';

/** The contract that a production run serves, from the same wiring, without starting anything. */
export function contractDocument(): OpenApi {
  const endpoints = apiEndpoints(servicesOf(unstartedContainer()), {
    onSignedIn: () => undefined,
    isSecure: true,
    hasIdentityProvider: true,
    returnUrl: undefined,
  });
  return openApi(endpoints, { version: apiVersion, catalogue: errorCatalogue });
}
