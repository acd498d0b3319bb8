import type { Container, ServiceIdentifier } from 'inversify';
import type { OpenAdapters } from './adapters.ts';
import type { Settings } from './settings.ts';
import type { OpenStores } from './stores.ts';
import type { UseCases } from './use-cases.ts';

/** Everything that can be needed, by name. What needs something else, or something of another type, does not compile. */
export type Services = OpenStores & OpenAdapters & Settings & UseCases;
export type ServiceName = keyof Services;

const identifiers = new Map<ServiceName, symbol>();

/** The container's key of a service, which carries its type. */
export function token<Name extends ServiceName>(name: Name): ServiceIdentifier<Services[Name]> {
  const known = identifiers.get(name) ?? Symbol(name);
  identifiers.set(name, known);
  return known;
}

/** The services of a container, each resolved when it is first taken out; a need that is optional may be absent. */
export function servicesOf(container: Container): Services {
  const taken = new Map<string, unknown>();
  const take = (name: ServiceName): unknown => {
    if (!taken.has(name))
      taken.set(name, container.isBound(token(name)) ? container.get<unknown>(token(name)) : undefined);
    return taken.get(name);
  };
  return new Proxy({}, { get: (_, name) => take(name as ServiceName) }) as Services;
}

/** The services and, beside them, what one place alone needs. */
export const beside = <All extends object, More extends object>(all: All, more: More): All & More =>
  new Proxy(all, {
    get: (known, name) => Reflect.get(Object.hasOwn(more, name) ? more : known, name) as unknown,
  }) as All & More;
