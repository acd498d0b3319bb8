import { Container } from 'inversify';
import type { Config } from '../config/config.ts';
import { openAdapters } from './adapters.ts';
import type { Environment } from './environment.ts';
import { servicesOf, token, type ServiceName, type Services } from './services.ts';
import { settingsOf } from './settings.ts';
import { openStores } from './stores.ts';
import { useCases } from './use-cases.ts';

/** Each is made from what it needs; a need that nobody offers, or offers as another type, does not compile here. */
const made: { readonly [Name in keyof typeof useCases]: (services: Services) => Services[Name] } = useCases;

/** Everything wired; nothing has connected or started yet. `unbindAllAsync()` closes what was opened. */
export function makeContainer(config: Config, environment: Environment): Container {
  const container = new Container({ defaultScope: 'Singleton', jitless: true });
  const services = servicesOf(container);
  const { pools, ingestPool, conversationEvents, ...stores } = openStores(environment, config);
  const opened = { ...stores, pools, ingestPool, conversationEvents };
  container
    .bind(token('pools'))
    .toConstantValue(pools)
    .onDeactivation(async () => {
      await Promise.all([pools.system.end(), pools.tenants.connections.end()]);
    });
  container
    .bind(token('ingestPool'))
    .toConstantValue(ingestPool)
    .onDeactivation(() => ingestPool.end());
  container
    .bind(token('conversationEvents'))
    .toConstantValue(conversationEvents)
    .onDeactivation(() => conversationEvents.close());
  // inversify deactivates only what was taken out, and the stores hold these without asking it
  for (const name of ['pools', 'ingestPool', 'conversationEvents'] as const)
    container.get<unknown>(token(name));
  const values = { ...stores, ...openAdapters(environment, config, opened), ...settingsOf(config) };
  for (const [name, value] of Object.entries(values))
    container.bind<unknown>(token(name as ServiceName)).toConstantValue(value);
  for (const [name, make] of Object.entries(made))
    container.bind<unknown>(token(name as ServiceName)).toDynamicValue(() => make(services));
  container.onDeactivation(token('liveConversations'), (live) => live.close());
  return container;
}
