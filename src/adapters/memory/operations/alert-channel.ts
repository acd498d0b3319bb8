import type {
  AlertChannel,
  AlertParcel,
  AlertReceipt,
} from '../../../application/ports/alerting/alert-channel.ts';

type MemoryAlertChannel = AlertChannel & {
  /** What the other side has got, also where we do not learn of it. */
  readonly arrived: readonly AlertParcel[];
  /** What the next parcels come to; `lost` arrives, and its receipt does not. */
  next(...ends: readonly ('delivered' | 'failed' | 'lost' | 'refused')[]): void;
};

/** A receiver in memory: it takes everything, unless told otherwise. */
export function memoryAlertChannel(): MemoryAlertChannel {
  const arrived: AlertParcel[] = [];
  const ends: ('delivered' | 'failed' | 'lost' | 'refused')[] = [];
  const failed = (code: string, isRefused: boolean): AlertReceipt => ({ outcome: 'failed', code, isRefused });
  return {
    arrived,
    next: (...more) => void ends.push(...more),
    accepts: (address) => address !== 'refused',
    async send(parcel) {
      const end = ends.shift() ?? 'delivered';
      if (end === 'delivered' || end === 'lost') arrived.push(parcel);
      if (end === 'delivered') return { outcome: 'delivered' };
      return end === 'refused'
        ? failed('refused', true)
        : failed(end === 'lost' ? 'timeout' : 'unavailable', false);
    },
  };
}
