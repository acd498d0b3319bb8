import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOpen,
  mergeStatus,
  outboundStatuses,
  type DeliveryStatus,
} from '../../../src/domain/messaging/delivery-status.ts';

const news = fc.constantFrom<DeliveryStatus>('sent', 'delivered', 'read', 'played', 'failed');
const status = fc.constantFrom(...outboundStatuses);

describe('joining statuses', () => {
  it('does not depend on their order', () => {
    fc.assert(
      fc.property(status, news, news, (known, a, b) => {
        expect(mergeStatus(mergeStatus(known, a), b)).toBe(mergeStatus(mergeStatus(known, b), a));
      }),
    );
  });

  it('does not depend on what was joined first, nor on repetition', () => {
    fc.assert(
      fc.property(status, news, news, (known, a, b) => {
        expect(mergeStatus(mergeStatus(known, a), b)).toBe(mergeStatus(known, mergeStatus(a, b)));
        expect(mergeStatus(mergeStatus(known, a), a)).toBe(mergeStatus(known, a));
      }),
    );
  });

  it('never goes back, and leaves nothing open', () => {
    fc.assert(
      fc.property(status, news, (known, word) => {
        const joined = mergeStatus(known, word);
        expect(outboundStatuses.indexOf(joined)).toBeGreaterThanOrEqual(outboundStatuses.indexOf(known));
        expect(isOpen(joined)).toBe(false);
      }),
    );
  });

  it('takes any proof of delivery over a failure', () => {
    for (const proof of ['delivered', 'read', 'played'] as const)
      expect(mergeStatus('failed', proof)).toBe(proof);
    expect(mergeStatus('failed', 'sent')).toBe('failed');
  });
});
