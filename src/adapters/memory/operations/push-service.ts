import type { PushParcel, PushService } from '../../../application/ports/push/push-service.ts';

type MemoryPushService = PushService & {
  /** What browsers have got. */
  readonly arrived: readonly PushParcel[];
  /** What the next parcels come to. */
  next(...ends: readonly ('delivered' | 'failed' | 'gone' | 'refused')[]): void;
};

/** A push service in memory: it takes everything, unless told otherwise. */
export function memoryPushService(): MemoryPushService {
  const arrived: PushParcel[] = [];
  const ends: ('delivered' | 'failed' | 'gone' | 'refused')[] = [];
  return {
    arrived,
    publicKey: 'memory',
    next: (...more) => void ends.push(...more),
    accepts: ({ url }) => url !== 'refused',
    async send(parcel) {
      const end = ends.shift() ?? 'delivered';
      if (end === 'delivered') arrived.push(parcel);
      if (end === 'delivered') return { outcome: 'delivered' };
      if (end === 'gone') return { outcome: 'gone', code: 'http-410' };
      return { outcome: 'failed', code: end, isRefused: end === 'refused' };
    },
  };
}
