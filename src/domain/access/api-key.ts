import type { ClinicId } from '../clinic/clinic.ts';
import type { CallerRole } from './caller.ts';

export type ApiKeyId = string & { readonly brand: 'ApiKeyId' };
export const apiKeyId = (value: string) => value as ApiKeyId;

/** A machine's way in. The key itself is shown once and kept only as a digest. */
export type ApiKey = {
  readonly id: ApiKeyId;
  readonly name: string;
  readonly role: CallerRole;
  /** The clinic that made it; absent for keys of the installation. */
  readonly clinicId?: ClinicId;
  /** Where it may be used; empty for a platform admin's, which reaches all. */
  readonly clinicIds: readonly ClinicId[];
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt?: Date;
  readonly lastUsedAt?: Date;
};

export const mostKeyDays = 366;

const shape = /^atk_([0-9a-f]{32})_([\w-]{43})$/;

/** `atk_<id>_<secret>`: the id finds the row, the secret proves it. */
export const writeApiKey = (id: ApiKeyId, secret: string): string =>
  `atk_${id.replaceAll('-', '')}_${secret}`;

export const looksLikeApiKey = (bearer: string): boolean => bearer.startsWith('atk_');

export function readApiKey(bearer: string): { readonly id: ApiKeyId; readonly secret: string } | undefined {
  const [, hex, secret] = shape.exec(bearer) ?? [];
  if (hex === undefined || secret === undefined) return undefined;
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  );
  return { id: apiKeyId(id), secret };
}

export type KeyState = 'valid' | 'expired' | 'revoked';

export function keyState({ expiresAt, revokedAt }: ApiKey, now: Date): KeyState {
  if (revokedAt !== undefined) return 'revoked';
  return expiresAt.getTime() <= now.getTime() ? 'expired' : 'valid';
}
