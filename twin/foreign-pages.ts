import type { IncomingMessage } from 'node:http';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a page of somebody else's makes a browser of this machine send this request: a changing one, or a command. A
 * name that merely resolves to this machine is refused, too. Programs send neither header.
 */
export function isOfForeignPage({ method, url = '/', headers }: IncomingMessage): boolean {
  const isVisit = method === 'GET' && !url.startsWith('/_twin');
  const host = headers.host ?? '';
  if (isVisit) return false;
  if (!loopback.has(host.replace(/:\d+$/, ''))) return true;
  return headers.origin !== undefined && headers.origin !== `http://${host}`;
}
