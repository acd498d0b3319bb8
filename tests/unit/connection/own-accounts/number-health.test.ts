import { describe, expect, it, test } from 'vitest';
import { healthWords } from '../../../../src/domain/whatsapp/health-words.ts';
import {
  deadToken,
  healthIssues,
  issuesAfter,
  judgeHealth,
  nextReadingMs,
} from '../../../../src/domain/whatsapp/number-health.ts';

const at = new Date('2026-11-29T12:00:00Z');
const inDays = (days: number) => new Date(at.getTime() + days * 86_400_000);
const openOf = (now: object, before?: object) => judgeHealth(now, before, at).open;

describe('a reading of a number', () => {
  it('warns of a token fourteen days before its end, and again three days before', () => {
    const open = (days: number) => openOf({ tokenEndsAt: inDays(days) });
    expect([15, 14, 3.1, 3, -1].map(open)).toEqual([
      [],
      ['token-ends'],
      ['token-ends'],
      ['token-ends-soon'],
      ['token-ends-soon'],
    ]);
    expect(openOf({ dataAccessEndsAt: inDays(1) })).toEqual(['data-access-ends-soon']);
    expect(openOf({})).toEqual([]);
  });

  it('tells what the team must mend, and that it is over when Meta says so', () => {
    const ill = { quality: 'RED', nameStatus: 'DECLINED', canSend: 'BLOCKED', status: 'RESTRICTED' };
    expect(openOf(ill)).toEqual(['quality-low', 'name-declined', 'sending-blocked', 'status-risky']);
    expect(openOf({ canSend: 'LIMITED' })).toEqual(['sending-limited']);
    expect(openOf({ isSubscribed: false })).toEqual(['webhooks-off']);
    expect(openOf({ isSubscribed: true })).toEqual([]);
    const well = { quality: 'GREEN', nameStatus: 'APPROVED', canSend: 'AVAILABLE', status: 'CONNECTED' };
    const { open, over } = judgeHealth(well, ill, at);
    expect(open).toEqual([]);
    expect(over).toEqual(expect.arrayContaining(['quality-low', 'name-declined', 'sending-blocked']));
  });

  it('that leaves a word out, or does not know it, changes nothing about it', () => {
    const verdict = judgeHealth({ quality: 'UNKNOWN' }, undefined, at);
    expect(verdict.over).not.toContain('quality-low');
    expect(issuesAfter(['quality-low', 'sending-blocked'], verdict)).toEqual([
      'quality-low',
      'sending-blocked',
    ]);
  });

  it('compares limits, and ends the alert when the limit is raised again', () => {
    const limits = (now: string, before: string) =>
      judgeHealth({ messagingLimit: now }, { messagingLimit: before }, at);
    expect(limits('TIER_250', 'TIER_2K').open).toEqual(['limit-lowered']);
    expect(limits('TIER_100K', 'TIER_UNLIMITED').open).toEqual(['limit-lowered']);
    expect(limits('TIER_10K', 'TIER_2K').over).toContain('limit-lowered');
    expect(limits('TIER_NEWEST', 'TIER_2K').open).toEqual([]);
  });
});

test('a token that Meta refuses ends the warnings before it, and the next good reading ends that', () => {
  expect(issuesAfter(['token-ends'], deadToken)).toEqual(['token-dead']);
  expect(issuesAfter(['token-dead'], judgeHealth({}, undefined, at))).toEqual([]);
});

test('the next reading comes in about a day, or about an hour after a failure', () => {
  expect(nextReadingMs(true, 0.5)).toBe(24 * 3_600_000);
  expect(nextReadingMs(false, 0)).toBeGreaterThan(45 * 60_000);
});

test.each(healthIssues)('%s is said in Portuguese, with what to do or what it means', (issue) => {
  expect(healthWords(issue)).toMatch(/^[AO] .{30,}\.$/);
});
