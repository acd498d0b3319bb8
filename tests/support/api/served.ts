import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Endpoint } from '../../../src/adapters/http/api/endpoint.ts';
import { mountEndpoints, type ApiNeeds } from '../../../src/adapters/http/api/mount.ts';
import { makeApp } from '../../../src/adapters/http/server/app.ts';
import type { MemoryDatabase } from '../../../src/adapters/memory/database.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { localLimiter } from '../../../src/adapters/limits/local-limiter.ts';
import { NotSignedIn } from '../../../src/domain/access/sign-in-errors.ts';
import type { Caller } from '../../../src/domain/access/caller.ts';

const quiet = () => undefined;
export const silent = { debug: quiet, info: quiet, warn: quiet, error: quiet };

type Wish = {
  readonly endpoints: readonly Endpoint[];
  readonly db: MemoryDatabase;
  /** By what they show as bearer token. */
  readonly callers?: Readonly<Record<string, Caller>>;
  readonly needs?: Partial<Omit<ApiNeeds, 'limits'>>;
  readonly limits?: Partial<ApiNeeds['limits']>;
  readonly maxInFlight?: number;
};

export type Served = { readonly server: Server; readonly url: string; close(): void };

/** These routes behind our own edge on a port of this machine, over the stores in memory. */
export async function served({
  endpoints,
  db,
  callers = {},
  needs,
  limits,
  maxInFlight,
}: Wish): Promise<Served> {
  const { auditTrail, clinicRegistry, idempotentRequests } = memoryStores(db);
  const all: ApiNeeds = {
    identifyCaller: async (bearer) => {
      const caller = callers[bearer];
      if (caller === undefined) throw new NotSignedIn('token-invalid');
      return caller;
    },
    sessions: undefined,
    publicOrigin: 'http://127.0.0.1',
    auditTrail,
    clinicRegistry,
    idempotentRequests,
    ids: db.ids,
    clock: db.clock,
    log: silent,
    faultOf: () => undefined,
    limiter: localLimiter(db.clock),
    strangers: localLimiter(db.clock),
    ...needs,
    limits: {
      timeoutMs: 5_000,
      caller: undefined,
      clinic: undefined,
      route: undefined,
      refusals: undefined,
      ...limits,
    },
  };
  const settings = {
    newId: () => db.ids.next(),
    log: silent,
    ...(maxInFlight !== undefined && { maxInFlight }),
  };
  const server = createServer(makeApp([(router) => mountEndpoints(router, endpoints, all)], settings));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
