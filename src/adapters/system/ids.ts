import { randomFillSync } from 'node:crypto';
import type { Ids } from '../../application/ports/system/ids.ts';

const pool = Buffer.alloc(16 * 256);
let used = pool.length;
let lastMs = 0;
let counter = 0;

/** uuid v7 (RFC 9562 §5.7) with a 12-bit counter, so that ids made within one millisecond keep their order. */
export const uuidV7Ids: Ids = {
  next() {
    const now = Date.now();
    if (now > lastMs) {
      lastMs = now;
      counter = 0;
    } else if (++counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const random = pool.toString('hex', used, used + 8);
    used += 8;
    const time = lastMs.toString(16).padStart(12, '0');
    const variant = ((parseInt(random[0] as string, 16) & 0x3) | 0x8).toString(16);
    const sequence = counter.toString(16).padStart(3, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${variant}${random.slice(1, 4)}-${random.slice(4)}`;
  },
};
