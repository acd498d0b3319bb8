import { describe, expect, test } from 'vitest';
import { authorise } from '../../../src/adapters/http/api/authorise.ts';
import type { Access } from '../../../src/adapters/http/api/endpoint.ts';
import { mayGive, type Caller, type ClinicRole } from '../../../src/domain/access/caller.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';

const [a, b, c] = ['a', 'b', 'c'].map((letter) =>
  clinicId(`${letter.repeat(8)}-0000-7000-8000-${letter.repeat(12)}`),
) as [ReturnType<typeof clinicId>, ReturnType<typeof clinicId>, ReturnType<typeof clinicId>];

const caller = (roles: readonly (readonly [typeof a, ClinicRole])[], wish: Partial<Caller> = {}): Caller => ({
  actor: 'user:ana',
  userId: 'ana',
  kind: 'person',
  isPlatformAdmin: false,
  clinics: new Map(roles),
  ...wish,
});
const admins: Exclude<Access, 'public'> = { roles: ['platform-admin', 'clinic-admin'], clinicFrom: 'params' };
const ana = caller([
  [a, 'clinic-admin'],
  [b, 'clinic-staff'],
]);
const root = caller([], { isPlatformAdmin: true });

describe('a caller', () => {
  test('is let into a clinic where they have the role, in whatever letters it is written', () => {
    expect(authorise(admins, ana, a)).toEqual({ clinicId: a, role: 'clinic-admin', reach: [a] });
    expect(authorise(admins, ana, a.toUpperCase())).toMatchObject({ clinicId: a });
  });

  test('is told of their role where it is too low, and of nothing where the clinic is not theirs', () => {
    expect(() => authorise(admins, ana, b)).toThrow(
      expect.objectContaining({ code: 'access.role-insufficient' }),
    );
    for (const foreign of [c, clinicId('01890000-0000-7000-8000-000000000000')])
      expect(() => authorise(admins, ana, foreign)).toThrow(
        expect.objectContaining({
          code: 'clinic.not-found',
          message: `There is no active clinic ${foreign}`,
        }),
      );
  });

  test.each([undefined, '', 'x', `${a}x`, ` ${a}`, [a], { [a]: 1 }, 7, null, `${a}\u0000`, '*'])(
    'is let in nowhere by %j',
    (asked) => {
      const needed = asked === undefined ? caller([]) : ana;
      expect(() => authorise(admins, needed, asked)).toThrow();
      if (asked !== undefined) expect(() => authorise(admins, root, asked)).toThrow('no active clinic');
    },
  );

  test('sees the clinics of the right roles where none is asked for', () => {
    const list: Access = { roles: admins.roles };
    expect(authorise(list, ana, undefined)).toEqual({
      clinicId: undefined,
      role: 'clinic-admin',
      reach: [a],
    });
    expect(authorise(list, root, undefined)).toMatchObject({ reach: 'all', role: 'platform-admin' });
    expect(() => authorise(list, caller([[b, 'clinic-staff']]), undefined)).toThrow();
  });

  test('is not let in by a key where people are asked for, and still not told of foreign clinics', () => {
    const people = { ...admins, callers: 'people' } as const;
    const key = caller([[a, 'clinic-admin']], { kind: 'machine' });
    expect(() => authorise(people, key, a)).toThrow(expect.objectContaining({ code: 'access.people-only' }));
    expect(() => authorise(people, key, c)).toThrow(expect.objectContaining({ code: 'clinic.not-found' }));
  });

  test('as a platform admin is bound to the roles of the route, too', () => {
    expect(() => authorise({ roles: ['service'] }, root, undefined)).toThrow();
    expect(() => authorise({ roles: ['service'], clinicFrom: 'params' }, root, a)).toThrow();
  });
});

test('nobody gives more than they have, and only administrators give', () => {
  const roles = ['platform-admin', 'clinic-admin', 'clinic-staff', 'service'] as const;
  const given = roles.map((own) => roles.filter((role) => mayGive(own, role)));
  expect(given).toEqual([roles, ['clinic-admin', 'clinic-staff', 'service'], [], []]);
});
