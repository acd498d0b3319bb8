import { koaBody } from 'koa-body';
import type { Middleware } from 'koa';
import { HttpRefusal } from './error-response.ts';
import type { RequestState } from './request-context.ts';

/** What the REST API takes is small. */
const limitBytes = 64 * 1024;

const read = koaBody({
  json: true,
  jsonLimit: limitBytes,
  jsonStrict: true,
  urlencoded: false,
  text: false,
  multipart: false,
  onError: (error) => {
    const status = 'status' in error ? error.status : undefined;
    if (status === 413) {
      throw new HttpRefusal(413, 'http.body-too-large', `The body is larger than ${limitBytes} bytes`);
    }
    if (status === 415) {
      throw new HttpRefusal(415, 'http.unsupported-encoding', 'The encoding of the body is not known here');
    }
    // the parser's own message quotes the body
    throw new HttpRefusal(400, 'http.body-unparsable', 'The body is not a JSON object');
  },
});

/** A JSON body in `ctx.request.body`; every other body is refused in the one shape of errors. */
export const jsonBody: Middleware<RequestState> = async (ctx, next) => {
  const type = ctx.request.is('json', '+json');
  if (type === null) throw new HttpRefusal(400, 'http.body-missing', 'A JSON body is expected');
  if (type === false) {
    throw new HttpRefusal(415, 'http.unsupported-media-type', 'The body has to be application/json');
  }
  await read(ctx, next);
};
