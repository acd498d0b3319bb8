import type { Server } from 'node:http';
import { openServer } from '../adapters/http/server/server.ts';
import type { Config } from './config/config.ts';

/** How many ports after the usual one are tried when nobody asked for a certain one. */
const tries = 20;

export class PortTaken extends Error {
  constructor(host: string, port: number) {
    super(`PORT: ${host}:${port} is in use already; choose another one with PORT=…`);
  }
}

/** The HTTP server on the configured port; the next free one when the port was not asked for. @throws PortTaken */
export async function listenOn({
  host,
  PORT,
  portIsFixed,
  PUBLIC_URL,
}: Config): Promise<{ server: Server; url: string }> {
  for (let port = PORT; ; port += 1) {
    try {
      const opened = await openServer(host, port);
      const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
      return { server: opened.server, url: PUBLIC_URL ?? `http://${shown}:${opened.port}` };
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken) throw error;
      if (portIsFixed || port - PORT >= tries) throw new PortTaken(host, port);
    }
  }
}
