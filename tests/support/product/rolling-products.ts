import { startProduct, type Product } from './product.ts';

type Settings = Omit<Parameters<typeof startProduct>[0], 'port' | 'environment'> & {
  /** Each process has the next one for its own: `fetch` keeps connections to a port that was closed. */
  readonly firstPort: number;
};
type Environment = Readonly<Record<string, string>>;

/** Whoever chose a process before it was told to stop is still served by it. */
const drained = { DRAIN_MS: '300' };

/** Processes behind a balancer, which are replaced as a rolling deployment does it: the new ones first beside the old. */
export function rollingProducts({ firstPort, ...settings }: Settings) {
  let port = firstPort;
  let turn = 0;
  let serving: Product[] = [];

  const stop = (products: readonly Product[]) =>
    Promise.all(products.map((product) => product.stop('SIGTERM')));
  return {
    /** The next in turn. */
    any(): Product {
      const product = serving[(turn += 1) % serving.length];
      if (product === undefined) throw new Error('Nothing serves');
      return product;
    },
    /** Starts as many with this environment, lets both kinds serve until `together` is over, then ends the old ones. */
    async replace(count: number, environment: Environment, together: () => Promise<void>): Promise<void> {
      const old = serving;
      const fresh: Product[] = [];
      for (let n = 0; n < count; n += 1) {
        fresh.push(await startProduct({ ...settings, port, environment: { ...drained, ...environment } }));
        port += 1;
      }
      serving = [...old, ...fresh];
      await together();
      serving = fresh;
      await stop(old);
    },
    async end(): Promise<void> {
      await stop(serving);
      serving = [];
    },
  };
}
