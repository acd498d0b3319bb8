import { describe, expect, it } from 'vitest';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { reportConnection } from '../../../src/domain/connection/connection-report.ts';
import { tokenUse, type GoogleConnection } from '../../../src/domain/connection/google-connection.ts';
import { readScopes, requestedScopes } from '../../../src/domain/connection/oauth-scopes.ts';

const now = new Date('2026-03-02T12:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const connection = (wish: Partial<GoogleConnection> = {}): GoogleConnection => ({
  clinicId: clinicId('clinic-a'),
  account: { sub: 'maria', email: 'clinica@example.com' },
  status: 'connected',
  version: 1,
  scopes: readScopes(requestedScopes.join(' ')),
  expiresAt: later(3_600_000),
  connectedAt: now,
  lastSuccessAt: now,
  failures: 0,
  ...wish,
});
const expired = { expiresAt: later(-1) };

describe('the status of a connection', () => {
  it('that works says all that a screen shows, and no trouble', () => {
    const report = reportConnection(connection(), now);
    expect(report).toMatchObject({
      status: 'connected',
      connected: true,
      valid: true,
      accountEmail: 'clinica@example.com',
      expiresAt: later(3_600_000),
      lastSuccessAt: now,
    });
    expect(report).not.toHaveProperty('reason');
    expect(JSON.stringify(report)).not.toContain('maria');
  });

  it.each([
    ['not connected', undefined, false, false, /não tem uma conta/],
    ['failing for now', connection({ status: 'renewing_failed' }), true, true, /ainda vale/],
    ['failing and expired', connection({ status: 'renewing_failed', ...expired }), true, false, /venceu/],
    ['expired', connection(expired), true, false, /sendo renovado/],
    ['expired for long', connection({ expiresAt: later(-10 * 60_000) }), true, false, /instalação/],
    [
      'of a former client of ours',
      connection({ status: 'reconnect_required', lastErrorCode: 'unauthorized_client' }),
      false,
      false,
      /configuração anterior/,
    ],
    [
      'dead',
      connection({ status: 'reconnect_required', lastErrorCode: 'invalid_grant' }),
      false,
      false,
      /terminou/,
    ],
    [
      'blocked by an administrator',
      connection({ status: 'reconnect_required', lastErrorCode: 'admin_policy_enforced' }),
      false,
      false,
      /administrador/,
    ],
    ['short of a permission', connection({ scopes: ['openid'] }), true, true, /Faltam permissões/],
    ['disconnecting', connection({ status: 'disconnecting' }), false, false, /desconectada/],
  ] as const)('that is %s says why and what to do, in Portuguese', (_, given, connected, valid, reason) => {
    const report = reportConnection(given, now);
    expect(report).toMatchObject({ connected, valid, reason: expect.stringMatching(reason) });
    expect(report.nextStep).toMatch(/\S/);
  });
});

describe('an access token', () => {
  it('is handed out while it lives more than two minutes', () => {
    expect(tokenUse({ expiresAt: later(120_001) }, now)).toBe('use');
    expect(tokenUse({ expiresAt: later(120_000) }, now)).toBe('renew-first');
  });
});
