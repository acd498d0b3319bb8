import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A port of our own before another one: what goes through can be cut, refused or led elsewhere. */
export async function openTcpGate(targetPort: number) {
  let target = targetPort;
  let isOpen = true;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (!isOpen) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => undefined);
      one.once('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (port: number) => void (target = port),
    /** Every connection is reset; new ones are let through. */
    cut,
    refuse() {
      isOpen = false;
      cut();
    },
    letThrough: () => void (isOpen = true),
    close() {
      server.close();
      cut();
    },
  };
}
