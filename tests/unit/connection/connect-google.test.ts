import { describe, expect, it } from 'vitest';
import type { GoogleFate, Person } from '../../../src/adapters/memory/connection/google-authorization.ts';
import { ClinicNotFound } from '../../../src/domain/clinic/clinic-errors.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { DomainError } from '../../../src/domain/error.ts';
import { requestedScopes } from '../../../src/domain/connection/oauth-scopes.ts';
import { aListed, connectionWorld, minute } from '../../support/worlds/connection-world.ts';

const codeOf = async (attempt: Promise<unknown>) => {
  try {
    await attempt;
    return 'connected';
  } catch (error) {
    return error instanceof DomainError ? error.code : error;
  }
};

function setUp(fateOf?: Parameters<typeof connectionWorld>[0]) {
  const world = connectionWorld(fateOf);
  const clinic = world.addClinic();
  const begin = (browser?: string) =>
    world.connectGoogle.start({
      clinicId: clinic,
      userId: 'user-1',
      ...(browser !== undefined && { browser }),
    });
  const complete = (answer: Parameters<typeof world.connectGoogle.complete>[0]) =>
    codeOf(world.connectGoogle.complete(answer));
  const consent = async (person: Person = { sub: 'maria' }, browser?: string) =>
    world.google.consent((await begin(browser)).consentUrl, person);
  return { world, clinic, begin, complete, consent };
}

describe('connecting Google', () => {
  it('stores tokens that only the clinic can open, and shows whose account it is', async () => {
    const { world, clinic, complete, consent } = setUp();
    expect(await complete(await consent())).toBe('connected');
    expect(await world.status(clinic)).toMatchObject({
      connected: true,
      valid: true,
      accountEmail: 'maria@example.com',
      scopes: requestedScopes,
    });
    const row = world.connectionOf(clinic);
    expect(row?.refreshToken).toMatch(/^sealed\|k1\|.*\|refresh-token\|.*\|refresh-maria/);
    expect(world.google.calls.map(({ kind }) => kind)).toEqual(['exchange']);
  });

  it.each([
    ['a page of the console', '/console/c/1/clinica/google', '/console/c/1/clinica/google'],
    ['a page elsewhere', 'https://evil.example/console', '/console'],
    ['nothing', undefined, undefined],
  ])('comes back to %s', async (_, returnTo, place) => {
    const { world, clinic } = setUp();
    const { state } = await world.connectGoogle.start({
      clinicId: clinic,
      userId: 'u',
      ...(returnTo !== undefined && { returnTo }),
    });
    expect(await world.connectGoogle.placeOf(state)).toBe(place);
    world.clock.advance(11 * minute);
    expect(await world.connectGoogle.placeOf(state)).toBe(place);
    expect(await world.connectGoogle.placeOf('nonsense')).toBeUndefined();
  });

  it('of an unknown clinic is refused before anything is written', async () => {
    const { world } = setUp();
    const start = world.connectGoogle.start({ clinicId: clinicId('nobody'), userId: 'u' });
    await expect(start).rejects.toThrow(ClinicNotFound);
    expect(world.db.google.states.size).toBe(0);
  });

  it('asks for the account that is known when it reconnects', async () => {
    const { world, clinic } = setUp();
    await world.connect(clinic, { sub: 'maria' });
    await world.connectGoogle.start({ clinicId: clinic, userId: 'u' });
    expect(world.google.lastRequest()).toMatchObject({ expectedSub: 'maria' });
  });

  it.each([
    ['a denial', { error: 'access_denied', code: undefined }, 'connection.denied'],
    ['another error', { error: 'server_error', code: undefined }, 'connection.consent-failed'],
    ['no code', { code: undefined }, 'connection.code-missing'],
    ['a code that is not for us', { code: 'invented' }, 'connection.code-refused'],
    ['another issuer', { issuer: 'https://elsewhere.example' }, 'connection.issuer-foreign'],
    ['a state that was changed', { state: 'a.b.c' }, 'connection.state-tampered'],
    ['no state', { state: '' }, 'connection.state-tampered'],
  ])('with %s changes nothing', async (_, changed, code) => {
    const { world, clinic, complete, consent } = setUp();
    await world.connect(clinic, { sub: 'maria' });
    const before = structuredClone(world.connectionOf(clinic));
    const answer = Object.fromEntries(
      Object.entries({ ...(await consent({ sub: 'joao' })), ...changed }).filter(
        ([, value]) => value !== undefined,
      ),
    );
    expect(await complete(answer as { state: string })).toBe(code);
    expect(world.connectionOf(clinic)).toEqual(before);
  });

  it('with a state that was used, expired, or is of another browser has a code of its own', async () => {
    const { world, complete, consent } = setUp();
    const used = await consent();
    await complete({ ...used, code: 'invented' });
    expect(await complete(used)).toBe('connection.state-used');
    const bound = await consent({ sub: 'maria' }, 'browser-a');
    expect(await complete({ ...bound, browser: 'browser-b' })).toBe('connection.state-foreign');
    expect(await complete(bound)).toBe('connection.state-foreign');
    expect(await complete({ ...bound, browser: 'browser-a' })).toBe('connected');
    const late = await consent();
    world.clock.advance(10 * minute + 1);
    expect(await complete(late)).toBe('connection.state-expired');
  });

  it('that the browser brings twice, one after the other or at once, connects once and ends well both times', async () => {
    const { world, clinic, complete, consent } = setUp();
    const answer = await consent({ sub: 'maria' }, 'browser-a');
    const brought = { ...answer, browser: 'browser-a' };
    expect(await Promise.all([complete(brought), complete(brought)])).toEqual(['connected', 'connected']);
    const { version } = world.connectionOf(clinic)!;
    expect(await complete(brought)).toBe('connected');
    expect(world.connectionOf(clinic)!.version).toBe(version);
    expect(await complete({ ...answer, browser: 'browser-b' })).toBe('connection.state-foreign');
  });

  it('uses a denied consent up', async () => {
    const { complete, consent } = setUp();
    const answer = await consent();
    expect(await complete({ state: answer.state, error: 'access_denied' })).toBe('connection.denied');
    expect(await complete(answer)).toBe('connection.state-used');
  });

  it('names the permissions that were left unticked, and keeps what was connected', async () => {
    const { world, clinic, complete, consent } = setUp();
    await world.connect(clinic, { sub: 'maria' });
    const before = structuredClone(world.connectionOf(clinic));
    const partial = { sub: 'maria', scopes: ['openid', 'email'] };
    expect(await complete(await consent(partial))).toBe('connection.permissions-missing');
    await expect(world.connectGoogle.complete(await consent(partial))).rejects.toMatchObject({
      texts: {
        en: expect.any(String),
        pt: expect.stringMatching(/ver a lista .*; ver os horários .*; ver e editar eventos/),
      },
    });
    expect(world.connectionOf(clinic)).toEqual(before);
  });

  it.each([
    ['transient', 'connection.google-unavailable', []],
    ['lost', 'connection.google-unavailable', []],
    ['deployment', 'connection.google-misconfigured', ['google-client-refused']],
    ['bug', 'connection.google-misconfigured', ['google-request-refused']],
  ] as const)('when the exchange meets "%s" touches no clinic', async (fate, code, alerts) => {
    const fates: GoogleFate[] = [];
    const { world, clinic, complete, consent } = setUp({ fateOf: () => fates.shift() ?? 'done' });
    await world.connect(clinic, { sub: 'maria' });
    const before = structuredClone(world.connectionOf(clinic));
    fates.push(fate);
    expect(await complete(await consent())).toBe(code);
    expect(world.connectionOf(clinic)).toEqual(before);
    expect(world.openAlerts()).toEqual(alerts);
  });

  it('again without a refresh token keeps the one of the same account only', async () => {
    const { world, clinic, complete, consent } = setUp();
    const without = { withoutRefreshToken: true };
    expect(await complete(await consent({ sub: 'maria', ...without }))).toBe(
      'connection.refresh-token-missing',
    );
    await world.connect(clinic, { sub: 'maria' });
    const kept = world.connectionOf(clinic)?.refreshToken;
    expect(await complete(await consent({ sub: 'maria', ...without }))).toBe('connected');
    expect(world.connectionOf(clinic)?.refreshToken).toBe(kept);
    expect(await complete(await consent({ sub: 'joao', ...without }))).toBe(
      'connection.refresh-token-missing',
    );
    expect(world.connectionOf(clinic)?.account.sub).toBe('maria');
  });

  it('with another account ends the grant of the former one, unless another clinic lives on it', async () => {
    const { world, clinic } = setUp();
    const other = world.addClinic();
    await world.connect(clinic, { sub: 'maria' });
    await world.connect(other, { sub: 'maria' });
    await world.connect(clinic, { sub: 'joao' });
    world.clock.advance(minute);
    expect(await world.revokeDue()).toEqual([]);
    await world.connect(other, { sub: 'ana' });
    world.clock.advance(minute);
    expect(await world.revokeDue()).toEqual([{ outcome: 'revoked' }]);
    expect(world.google.calls.filter(({ kind }) => kind === 'revoke')).toHaveLength(1);
    expect(await world.status(clinic)).toMatchObject({ valid: true, accountEmail: 'joao@example.com' });
  });

  it('with another account looks for the calendars by id, and says so when they are not there', async () => {
    const { world, clinic } = setUp();
    world.calendarsOf.set('maria', [aListed('shared'), aListed('hers')]);
    world.calendarsOf.set('joao', [aListed('shared', { accessRole: 'reader' })]);
    await world.connect(clinic, { sub: 'maria' });
    await world.associateCalendars({ clinicId: clinic, calendarIds: ['shared', 'hers'] });
    await world.connect(clinic, { sub: 'joao' });
    expect(await world.stores.clinicCalendars.active(clinic)).toMatchObject([
      { calendarId: 'hers', reachability: 'unreachable' },
      { calendarId: 'shared', reachability: 'not-writable' },
    ]);
    expect(world.openAlerts()).toEqual(['google-calendars-unreachable']);
    await world.connect(clinic, { sub: 'maria' });
    expect(world.openAlerts()).toEqual([]);
  });

  it('closes what waited for access, and the advice to remove the former access by hand', async () => {
    const world = connectionWorld();
    const clinicId = world.addClinic();
    for (const kind of ['calendar-access', 'google-revocation-failed'] as const)
      await world.stores.alerts.open({ clinicId, kind, subject: 'google' }, 'text', world.clock.now());
    await world.connect(clinicId);
    expect(world.openAlerts()).toEqual([]);
  });

  it('closes the alerts that asked for it', async () => {
    const { world, clinic } = setUp();
    await world.connect(clinic);
    world.google.endGrantsOf('maria');
    world.clock.advance(55 * minute);
    await world.renewDue();
    expect(world.openAlerts()).toEqual(['google-reconnect-required']);
    await world.connect(clinic);
    expect(world.openAlerts()).toEqual([]);
  });
});
