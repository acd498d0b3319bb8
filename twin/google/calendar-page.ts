import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import type { Call, Reply } from './http.ts';
import type { GoogleWorld } from './world.ts';

const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/google.css': ['google.css', 'text/css; charset=utf-8'],
  '/google.js': ['google.js', 'text/javascript; charset=utf-8'],
  '/consent.css': ['consent.css', 'text/css; charset=utf-8'],
};

/** The calendars in the browser: what was booked, and a form to block time. */
export async function calendarPage({ method, path }: Call): Promise<Reply | undefined> {
  if (path === '/favicon.ico') return { status: 204 };
  const file = files[path];
  if (method !== 'GET' || file === undefined) return undefined;
  return {
    status: 200,
    headers: {
      'content-type': file[1],
      'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    },
    body: await readFile(new URL(`page/${file[0]}`, import.meta.url), 'utf8'),
  };
}

/** Tells an open page that something changed; it then asks what. */
export function followChanges({ changes }: GoogleWorld, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(':\n\n');
  const tell = () => response.write('data: change\n\n');
  changes.on('change', tell);
  response.once('close', () => changes.off('change', tell));
}
