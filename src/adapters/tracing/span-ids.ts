import { createHash, randomBytes } from 'node:crypto';
import type { SpanPlace } from '../../application/ports/operations/tracing.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const hex = /^[\da-f]{32}$/;

/**
 * The trace of a correlation id, 32 hexadecimal digits: a UUID without its hyphens, so that whoever has the id of a
 * request has its trace. `undefined` where many things share one id.
 */
export function traceIdOf(requestId: string): string | undefined {
  if (requestId === 'unknown') return undefined;
  const plain = requestId.toLowerCase().replaceAll('-', '');
  return hex.test(plain) && !/^0+$/.test(plain) ? plain : digest(requestId).slice(0, 32);
}

/** The same for the same place of a trace, in every process. 16 hexadecimal digits. */
export const spanIdAt = (traceId: string, place: SpanPlace): string =>
  digest(`${traceId} ${typeof place === 'string' ? place : `taken ${place.metaMessageId}`}`).slice(0, 16);

export const newSpanId = (): string => randomBytes(8).toString('hex');
