import { expect, test } from 'vitest';
import { AtendeError } from '../../../../client/atende-client.ts';
import { renewEach } from '../../../../console/src/notices/push/renew-each.ts';

/** Renews in clinics `a`, `b` and `c`, of which `a` fails so. Returns what was renewed and what was forgotten. */
async function renewedAfter(failure: Error) {
  const renewed: string[] = [];
  const forgotten: string[] = [];
  await renewEach(
    ['a', 'b', 'c'],
    (id) => (id === 'a' ? Promise.reject(failure) : Promise.resolve(renewed.push(id))),
    (id) => Promise.resolve(forgotten.push(id)),
  );
  return { renewed, forgotten };
}
const answered = (status: number) =>
  new AtendeError(status, { code: 'x', message: '', requestId: 'r-1' }, undefined);

test.each([403, 404])('a clinic that answers %i is forgotten, and the others are renewed', async (status) => {
  expect(await renewedAfter(answered(status))).toEqual({ renewed: ['b', 'c'], forgotten: ['a'] });
});

test.each([new TypeError('Failed to fetch'), answered(503), answered(409)])(
  'a clinic that fails otherwise is kept: %s',
  async (failure) => {
    expect(await renewedAfter(failure)).toEqual({ renewed: ['b', 'c'], forgotten: [] });
  },
);
