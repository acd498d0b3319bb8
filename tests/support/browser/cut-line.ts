import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type CutLine = {
  /** The same server behind a line of its own. */
  readonly url: string;
  /** From now on nothing comes through in either direction, and nobody is told. */
  swallow(): void;
  /** What was swallowed is lost: those connections end. New ones go through. */
  mend(): void;
  close(): Promise<void>;
};

/** A line to a server that can fall silent, as a network does whose cable is pulled somewhere in between. */
export async function lineTo(target: string): Promise<CutLine> {
  const { hostname, port } = new URL(target);
  let isSilent = false;
  const open = new Set<Socket>();
  const spoilt = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      if (isSilent) spoilt.add(from);
      from.on('data', (bytes) => {
        if (isSilent) spoilt.add(from);
        else to.write(bytes);
      });
      from.on('close', () => {
        open.delete(from);
        spoilt.delete(from);
        to.destroy();
      });
      from.on('error', () => from.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    swallow: () => void (isSilent = true),
    mend() {
      isSilent = false;
      for (const socket of spoilt) socket.destroy();
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
