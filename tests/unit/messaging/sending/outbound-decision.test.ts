import { describe, expect, it } from 'vitest';
import { decideSend, type DueSend } from '../../../../src/domain/messaging/outbound-decision.ts';
import { defaultRetryPolicy } from '../../../../src/domain/messaging/retry-policy.ts';

const now = new Date('2026-03-02T12:00:00Z');
const dayAgo = new Date(now.getTime() - 24 * 3_600_000);
const decide = (due: Partial<DueSend>) =>
  decideSend(
    {
      found: 'queued',
      overtaken: false,
      simulation: false,
      resends: 0,
      kind: 'reply',
      origin: 'assistant',
      content: { type: 'text' },
      createdAt: dayAgo,
      waited: false,
      lastPatientMessageAt: now,
      ...due,
    },
    now,
    defaultRetryPolicy,
  );

describe('what to do with a due send', () => {
  it('sends what is queued', () => expect(decide({})).toBe('send'));

  it('never takes a crashed send for unsent', () => {
    expect(decide({ found: 'sending' })).toBe('wait-for-status');
    expect(decide({ found: 'sending', overtaken: true, simulation: true })).toBe('wait-for-status');
  });

  it('sends an unknown one again once, then leaves it to a human', () => {
    expect(decide({ found: 'unknown' })).toBe('send-again');
    expect(decide({ found: 'unknown', resends: 1 })).toBe('give-up');
    expect(decide({ found: 'unknown', resends: 1, lastErrorCode: 'timeout' })).toBe('give-up');
  });

  it('is more patient where Meta answered with a fault of its own', () => {
    for (const lastErrorCode of ['2', 'http-502']) {
      expect(decide({ found: 'unknown', resends: 4, lastErrorCode })).toBe('send-again');
      expect(decide({ found: 'unknown', resends: 5, lastErrorCode })).toBe('give-up');
    }
  });

  it('cancels what a human has overtaken, unless it may be on the phone already', () => {
    expect(decide({ overtaken: true })).toBe('cancel');
    expect(decide({ overtaken: true, found: 'unknown' })).toBe('give-up');
  });

  it('sends nothing outside the window', () => {
    expect(decide({ lastPatientMessageAt: dayAgo })).toBe('window-closed');
    expect(decide({ lastPatientMessageAt: dayAgo, found: 'unknown' })).toBe('give-up');
  });

  it('sends an unknown template again whatever the window: only the templates go out then', () => {
    const template = {
      found: 'unknown',
      content: { type: 'template' },
      lastPatientMessageAt: dayAgo,
    } as const;
    expect(decide(template)).toBe('send-again');
    expect(decide({ ...template, resends: 1 })).toBe('give-up');
    expect(decide({ ...template, overtaken: true })).toBe('give-up');
  });

  it('goes on with what was made after the window had closed, and whose worker died: it was never handed over', () => {
    const made = { found: 'unknown', lastPatientMessageAt: dayAgo, createdAt: now } as const;
    expect(decide(made)).toBe('window-closed');
    expect(decide({ ...made, createdAt: new Date(dayAgo.getTime() + 1) })).toBe('give-up');
  });

  it('hands nothing to WhatsApp in simulation, whatever the window', () => {
    expect(decide({ simulation: true, lastPatientMessageAt: dayAgo })).toBe('simulate');
  });
});
