import { once } from 'node:events';
import type { Server } from 'node:http';

const portsTried = 20;

/** Listens on the preferred port, or on the next free one. Answers with the port. */
export async function listen(server: Server, host: string, preferred: number): Promise<number> {
  for (let port = preferred; ; port += 1) {
    try {
      server.listen(port, host);
      await once(server, 'listening');
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : port;
    } catch (error) {
      if (port - preferred >= portsTried || preferred === 0) throw error;
    }
  }
}
