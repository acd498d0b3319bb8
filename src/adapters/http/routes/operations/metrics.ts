import type { IncomingMessage } from 'node:http';
import type Router from '@koa/router';
import type { Secrets } from '../../../../application/ports/system/secrets.ts';
import { HttpRefusal } from '../../server/error-response.ts';
import type { RequestState } from '../../server/request-context.ts';

export type ScrapePolicy = {
  /** What a scraper has to show; without one nobody else's machine is answered. */
  readonly token: string | undefined;
  /** Without a token: whether somebody at this machine may look. */
  readonly openToThisMachine: boolean;
};

export type MetricsNeeds = {
  /** The exposition text and its content type. */
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  readonly secrets: Pick<Secrets, 'digest' | 'matches'>;
  readonly policy: ScrapePolicy;
};

/** The names of all clinics and how busy each is: not for everybody (docs/decisions/0011). */
export function metrics(
  router: Router<RequestState>,
  { metrics: read, secrets, policy }: MetricsNeeds,
): void {
  const digest = policy.token === undefined ? undefined : secrets.digest(policy.token);
  const isWelcome = (request: IncomingMessage) => {
    if (digest === undefined) return policy.openToThisMachine && isFromThisMachine(request);
    const [, shown] = /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? '') ?? [];
    return shown !== undefined && secrets.matches(shown, digest);
  };

  router.get('/metrics', async (ctx) => {
    if (!isWelcome(ctx.req)) {
      ctx.set('WWW-Authenticate', 'Bearer');
      throw new HttpRefusal('http.metrics-refused', 'The metrics are not for everybody');
    }
    const { contentType, text } = await read();
    ctx.set('Content-Type', contentType);
    ctx.body = text;
  });
}

/** What a proxy says of who it asks for. */
const forwarding = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const;

const isFromThisMachine = ({ socket, headers }: IncomingMessage): boolean =>
  isLoopback(socket.remoteAddress) && forwarding.every((name) => headers[name] === undefined);

export const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && (address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address));
