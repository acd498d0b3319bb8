import { createHash } from 'node:crypto';
import type Router from '@koa/router';
import { docsPage, docsStyle } from '../../contract/docs-page.ts';
import type { OpenApi } from '../../contract/openapi.ts';
import type { RequestState } from '../../server/request-context.ts';

const styleHash = createHash('sha256').update(docsStyle).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/**
 * `/openapi.json` for programs and `/docs` for people, both made from the routes that are served, when somebody asks for
 * the first time: that takes a quarter of a second, which no start has to wait for.
 */
export function contract(router: Router<RequestState>, makeDocument: () => OpenApi): void {
  let made: ReturnType<typeof writtenOut> | undefined;
  const written = () => (made ??= writtenOut(makeDocument()));

  router.get('/openapi.json', (ctx) => {
    ctx.type = 'application/json';
    ctx.body = written().json;
  });

  router.get('/docs', (ctx) => {
    const asked = ctx.query['lang'];
    const preferred = ctx.acceptsLanguages('pt-BR', 'pt', 'en');
    const isEnglish = asked === 'en' || (asked !== 'pt' && preferred === 'en');
    ctx.set('Content-Security-Policy', policy);
    ctx.vary('Accept-Language');
    ctx.type = 'text/html';
    ctx.body = written()[isEnglish ? 'en' : 'pt'];
  });
}

const writtenOut = (document: OpenApi) => ({
  json: JSON.stringify(document),
  pt: docsPage(document, 'pt'),
  en: docsPage(document, 'en'),
});
