import { describe, expect, it } from 'vitest';
import { personNamed } from '../../../src/domain/access/caller.ts';
import { assigned, assignmentAfterAct } from '../../../src/domain/inbox/assignment.ts';

const now = new Date('2026-11-29T12:00:00Z');
const ana = { actor: 'user:ana', since: new Date('2026-11-29T09:00:00Z') };

describe('who looks after a conversation', () => {
  it('is the first person who acts in it, and stays so while colleagues help out', () => {
    const first = assignmentAfterAct(undefined, 'human', 'user:ana', now);
    expect(first).toEqual({ actor: 'user:ana', since: now });
    expect(assignmentAfterAct(first, 'human', 'user:bia', new Date())).toBe(first);
    expect(assignmentAfterAct(undefined, 'human', undefined, now)).toBeUndefined();
  });

  it('is nobody when the assistant has it back', () => {
    expect(assignmentAfterAct(ana, 'assistant', 'user:ana', now)).toBeUndefined();
  });

  it('is whom one names, and the same name again changes nothing', () => {
    expect(assigned(ana, 'user:ana', now)).toBe(ana);
    expect(assigned(ana, 'user:bia', now)).toEqual({ actor: 'user:bia', since: now });
    expect(assigned(ana, undefined, now)).toBeUndefined();
  });

  it('is a member by the name of the audit log, and nobody else', () => {
    expect(['user:ana', 'user:a:b', 'user:', 'key:1', 'ana', 'local:operator'].map(personNamed)).toEqual([
      ...['ana', 'a:b', undefined, undefined, undefined, undefined],
    ]);
  });
});
