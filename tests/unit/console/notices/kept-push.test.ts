import { expect, it } from 'vitest';
import { clinicsToRenew } from '../../../../console/src/notices/push/kept-push.ts';

const kept = (sessions: Readonly<Record<string, string | undefined>>) => ({
  actor: 'user:ana',
  clinics: Object.fromEntries(
    Object.entries(sessions).map(([id, sessionId]) => [
      id,
      { id: `s-${id}`, url: 'u', renewedAt: 0, ...(sessionId !== undefined && { sessionId }) },
    ]),
  ),
});

it('after signing in again every clinic is renewed, the opened one first', () => {
  const two = kept({ a: 'before', b: 'before', c: undefined });
  expect(clinicsToRenew(two, 'b', 'now')).toEqual(['b', 'a', 'c']);
  expect(clinicsToRenew(two, 'elsewhere', 'now')).toEqual(['a', 'b', 'c']);
});

it('in the same session the opened clinic alone is looked after', () => {
  expect(clinicsToRenew(kept({ a: 'now', b: 'now' }), 'b', 'now')).toEqual(['b']);
});

it('of very many others only some are renewed at once', () => {
  const many = kept(Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`c${n}`, 'before'])));
  expect(clinicsToRenew(many, 'c40', 'now')).toHaveLength(21);
});
