import type { Server } from 'node:http';
import { openServer } from '../adapters/http/server/server.ts';
import { StartRefused } from './start-refused.ts';
import type { Config } from './config/config.ts';

/** How many ports after the usual one are tried when nobody asked for a certain one. */
const tries = 20;

class PortTaken extends StartRefused {
  constructor(host: string, port: number) {
    super(`PORT: ${host}:${port} is in use already; choose another one with PORT=…`);
  }
}

export type Listening = {
  readonly server: Server;
  /** Where this process answers, for whoever looks after it. */
  readonly ownUrl: string;
  /** Where requests come in, as the outside knows it; maybe another process. */
  readonly url: string;
};

/** The HTTP server on the configured port; the next free one when the port was not asked for. @throws PortTaken */
export async function listenOn({ host, PORT, portIsFixed, PUBLIC_URL }: Config): Promise<Listening> {
  for (let port = PORT; ; port += 1) {
    try {
      const opened = await openServer(host, port);
      const ownUrl = `http://${shown(host)}:${opened.port}`;
      return { server: opened.server, ownUrl, url: PUBLIC_URL ?? ownUrl };
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken) throw error;
      if (portIsFixed || port - PORT >= tries) throw new PortTaken(host, port);
    }
  }
}

function shown(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
