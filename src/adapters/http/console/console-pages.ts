import type Router from '@koa/router';
import type { ParameterizedContext } from 'koa';
import type { RequestState } from '../server/request-context.ts';
import type { BuiltConsole } from './built-console.ts';

/** Scripts, styles and calls of our own only; no markup from strings (https://www.w3.org/TR/trusted-types/). */
const policy = [
  "default-src 'none'",
  ...["script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "media-src 'self' blob:"],
  ...["connect-src 'self'", "font-src 'self'", "manifest-src 'self'", "worker-src 'self'"],
  ...["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"],
  // the one policy vouches for the address of the service worker
  "require-trusted-types-for 'script'",
  'trusted-types atende-worker',
].join('; ');

const notBuilt = `<!doctype html>
<html lang="pt-BR">
  <head><meta charset="utf-8" /><title>Atende</title></head>
  <body>
    <h1>O console ainda não foi construído</h1>
    <p>Rode <code>npm run build:console</code> e inicie de novo. Sem o Vite (instalação com
      <code>--omit=dev</code>), rode antes <code>npm ci</code>.</p>
  </body>
</html>
`;

const year = 31_536_000;
const page = 'index.html';
/** Browsers ask for it by this name for as long as they know it, as for the manifest and its icons. */
const worker = 'push-worker.js';

/**
 * The web front end under /console: the files of its build, from memory. Every address that is no file is a place in
 * the one page. Without a build there is a page that says what to run.
 */
export const consolePages =
  (built: BuiltConsole | undefined) =>
  (router: Router<RequestState>): void => {
    router.get('/console{/*path}', (ctx) => {
      ctx.set('Content-Security-Policy', policy);
      const path = ctx.path.replace(/^\/console\/?/, '');
      if (built === undefined) {
        ctx.status = 503;
        ctx.set('Cache-Control', 'no-store');
        ctx.type = 'html';
        ctx.body = notBuilt;
        return;
      }
      // named after what is in it
      const isLasting = path.startsWith('assets/');
      const isFile = isLasting || path === worker || built.has(path);
      const file = built.get(isFile ? path : page);
      // of an older build: answered as every unknown address is
      if (file === undefined) return;
      ctx.set('Cache-Control', isLasting ? `public, max-age=${year}, immutable` : 'no-cache');
      ctx.type = file.type;
      ctx.body = encodedFor(ctx, file);
    });
  };

function encodedFor(
  ctx: ParameterizedContext<RequestState>,
  { plain, br, gzip }: NonNullable<ReturnType<BuiltConsole['get']>>,
): Buffer {
  ctx.vary('Accept-Encoding');
  const forms = { br, gzip, identity: plain };
  const chosen = ctx.acceptsEncodings(
    ...(['br', 'gzip', 'identity'] as const).filter((name) => forms[name] !== undefined),
  );
  if (chosen !== 'br' && chosen !== 'gzip') return plain;
  ctx.set('Content-Encoding', chosen);
  return forms[chosen] ?? plain;
}
