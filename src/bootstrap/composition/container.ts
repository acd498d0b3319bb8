import { Container } from 'inversify';
import type { Config } from '../config/config.ts';
import { openAdapters } from './adapters.ts';
import type { Environment } from './environment.ts';
import { servicesOf, token, type ServiceName, type Services } from './services.ts';
import { settingsOf } from './settings.ts';
import { openStores } from './stores.ts';
import { tracedService } from './traced.ts';
import { useCases } from './use-cases.ts';

/** Each is made from what it needs; a need that nobody offers, or offers as another type, does not compile here. */
const made: { readonly [Name in keyof typeof useCases]: (services: Services) => Services[Name] } = useCases;

/** Everything wired; nothing has connected or started yet. `unbindAllAsync()` closes what was opened. */
export function makeContainer(config: Config, environment: Environment): Container {
  const container = new Container({ defaultScope: 'Singleton', jitless: true });
  const services = servicesOf(container);
  const tracing = environment.traces?.tracing;
  const { pools, ingestPool, conversationEvents, ...stores } = openStores(environment, config);
  const opened = { ...stores, pools, ingestPool, conversationEvents };
  for (const [name, value] of Object.entries({ ingestPool, conversationEvents }))
    container.bind<unknown>(token(name as ServiceName)).toConstantValue(value);
  container
    .bind(token('pools'))
    .toConstantValue(pools)
    .onDeactivation(async () => {
      // it still sends what it has gathered, through one of the pools
      await conversationEvents.close();
      const { tenants, ...others } = pools;
      await Promise.all(
        [...Object.values(others), tenants.connections, ingestPool].map((pool) => pool.end()),
      );
    });
  // inversify deactivates only what was taken out, and the stores hold these without asking it
  container.get(token('pools'));
  const values = { ...stores, ...openAdapters(environment, config, opened), ...settingsOf(config) };
  for (const [name, value] of Object.entries(values))
    container.bind<unknown>(token(name as ServiceName)).toConstantValue(tracedService(name, value, tracing));
  for (const [name, make] of Object.entries(made))
    container
      .bind<unknown>(token(name as ServiceName))
      .toDynamicValue(() => tracedService(name, make(services), tracing));
  container.onDeactivation(token('liveConversations'), (live) => live.close());
  return container;
}
