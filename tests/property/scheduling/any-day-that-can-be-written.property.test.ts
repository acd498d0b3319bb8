import fc from 'fast-check';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApi } from '../../../src/adapters/http/contract/openapi.ts';
import { appointmentEndpoints } from '../../../src/adapters/http/routes/scheduling/appointments.ts';
import { availabilityEndpoints } from '../../../src/adapters/http/routes/scheduling/availability.ts';
import { prometheusTelemetry } from '../../../src/adapters/prometheus/telemetry.ts';
import { makeResolveClinicContext } from '../../../src/application/clinic/resolve-clinic-context.ts';
import { makeListAppointments } from '../../../src/application/scheduling/list-appointments.ts';
import { errorCatalogue } from '../../../src/bootstrap/composition/error-catalogue.ts';
import type { Caller } from '../../../src/domain/access/caller.ts';
import { departures, routesOf, validRequest, type Wanted } from '../../support/api/contract.ts';
import { mutated } from '../../support/api/hostile.ts';
import { served, type Served } from '../../support/api/served.ts';
import { schedulingWorld, type SchedulingWorld } from '../../support/worlds/scheduling-world.ts';

const root: Caller = {
  actor: 'user:root',
  userId: 'root',
  kind: 'person',
  isPlatformAdmin: true,
  clinics: new Map(),
};
let world: SchedulingWorld;
let api: Served;

const endpointsOf = ({ stores, ...world }: SchedulingWorld) => {
  const { appointments, clinics } = stores;
  const resolveClinicContext = makeResolveClinicContext({ clinics, readContexts: new Map() });
  const listAppointments = makeListAppointments({ appointments, resolveClinicContext });
  const telemetry = prometheusTelemetry(new Registry());
  return [
    ...availabilityEndpoints(world),
    ...appointmentEndpoints({ ...world, appointments, listAppointments, telemetry }),
  ];
};

beforeAll(async () => {
  world = await schedulingWorld();
  api = await served({ endpoints: endpointsOf(world), db: world.db, callers: { root } });
});
afterAll(() => api.close());

async function ask({ path, method, headers, body }: Wanted) {
  const answer = await fetch(`${api.url}${path}`, {
    method,
    headers: { ...headers, authorization: 'Bearer root', 'idempotency-key': world.db.ids.next() },
    ...(body !== undefined && { body }),
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** Of a service that there is, so that the agenda is really asked. */
const ofService = ({ path, body, ...wanted }: Wanted): Wanted => ({
  ...wanted,
  path: path.replace(/(serviceId)=[^&]*/, '$1=geral').replace(/&professionalId=[^&]*/, ''),
  ...(typeof body === 'string' && {
    body: JSON.stringify({ ...JSON.parse(body), serviceId: 'geral', professionalId: undefined }),
  }),
});

test('every day and every instant that can be written has an answer of the contract', async () => {
  const document = openApi(endpointsOf(world), { version: '1', catalogue: errorCatalogue });
  const routes = routesOf(document).filter(({ operation: { operationId: id } }) =>
    ['findAvailability', 'listAppointments', 'bookAppointment'].includes(id),
  );
  expect(routes).toHaveLength(3);
  const statuses = new Set<number>();
  const asked = fc.constantFrom(...routes).chain((route) => {
    // fetch does not send `Expect`
    const fits = ({ method, path, headers }: Wanted) =>
      method === route.method && path.split('?')[0] === route.path && !('expect' in headers);
    const named = (wanted: Wanted) => ({ id: route.operation.operationId, wanted });
    return validRequest(route, document, world.clinicId)
      .map(ofService)
      .chain((wanted) => fc.oneof(fc.constant(wanted), mutated(wanted).filter(fits)).map(named));
  });
  await fc.assert(
    fc.asyncProperty(asked, async ({ id, wanted }) => {
      const answer = await ask(wanted);
      statuses.add(answer.status);
      expect(answer.status, answer.text).toBeLessThan(500);
      const route = routes.find(({ operation }) => operation.operationId === id);
      expect(departures(route?.operation, document, answer)).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 422]));
});
