import type { HttpErrorCode } from '../server/http-errors.ts';
import type { Endpoint } from '../api/endpoint.ts';

const always: readonly HttpErrorCode[] = ['http.overloaded', 'http.timeout', 'http.internal-error'];
const ofTheDatabase = [
  'database.unavailable',
  'database.overloaded',
  'database.timeout',
  'database.contention',
  'database.read-only',
  'database.refuses-us',
];
const ofSignIn = [
  'access.token-missing',
  'access.token-invalid',
  'access.token-expired',
  'access.key-invalid',
  'access.key-expired',
  'access.key-revoked',
  'access.keys-unavailable',
  'http.rate-limited',
];

/** Every code with which an operation may refuse: what it declares, and what follows from how it is declared. */
export function errorCodesOf(endpoint: Endpoint): readonly string[] {
  const { access, method, request, idempotent, versioned, errors = [] } = endpoint;
  const codes: (string | false)[] = [...always, ...ofTheDatabase, ...errors];
  codes.push('http.invalid-request', 'http.version-invalid');
  if (access !== 'public') {
    codes.push(...ofSignIn, 'access.role-insufficient');
    codes.push(access.clinicFrom !== undefined && 'clinic.not-found');
    codes.push(access.callers === 'people' && 'access.people-only');
    codes.push(method !== 'GET' && 'access.origin-refused');
  }
  if (request.body !== undefined)
    codes.push(
      'http.body-unreadable',
      'http.body-incomplete',
      'http.body-too-slow',
      'http.body-too-large',
      'http.unsupported-content',
    );
  if (endpoint.rawBody !== undefined)
    codes.push('http.length-missing', 'http.body-too-large', 'http.unsupported-content');
  if (idempotent !== undefined) {
    codes.push('http.idempotency-key-invalid');
    const isByUseCase = typeof idempotent === 'object' && 'byUseCase' in idempotent;
    if (!isByUseCase) codes.push('http.idempotency-key-reused', 'http.idempotency-in-progress');
    else codes.push(idempotent.byUseCase === 'required' && 'http.idempotency-key-missing');
  }
  codes.push(versioned === true && 'http.version-missing');
  return [...new Set(codes.filter((code) => code !== false))].sort();
}
