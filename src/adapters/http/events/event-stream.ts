import { Readable } from 'node:stream';

type ServerSentEvent = { readonly id: string; readonly event: string; readonly data: object };

/** https://html.spec.whatwg.org/multipage/server-sent-events.html; our data is one line of JSON. */
export const eventText = ({ id, event, data }: ServerSentEvent): string =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

export const heartbeatText = ': still here\n\n';

export type EventStream = {
  readonly readable: Readable;
  /** `false` when the reader is so slow that it was cut. */
  write(text: string): boolean;
  end(): void;
  /** Whether somebody has begun to read it. */
  isTaken(): boolean;
};

/** A stream that holds at most `mostBytes` for a reader that does not keep up; then it is cut. */
export function openEventStream(mostBytes: number, onClosed: () => void): EventStream {
  const readable = new Readable({ read: () => undefined, highWaterMark: mostBytes });
  let isEnded = false;
  readable.once('close', onClosed);
  // whoever reads hears of it by the end of the answer
  readable.on('error', () => undefined);
  return {
    readable,
    write(text) {
      if (isEnded || readable.destroyed) return false;
      if (readable.readableLength + Buffer.byteLength(text) > mostBytes) {
        isEnded = true;
        readable.destroy();
        return false;
      }
      readable.push(text);
      return true;
    },
    end() {
      if (isEnded || readable.destroyed) return;
      isEnded = true;
      readable.push(null);
    },
    isTaken: () => readable.readableFlowing !== null || readable.listenerCount('readable') > 0,
  };
}
