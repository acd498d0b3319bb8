import type { TokenClaims, UnprovenToken } from '../../application/ports/access/caller-tokens.ts';
import { callerRoles } from '../../domain/access/caller.ts';
import { clinicId } from '../../domain/clinic/clinic.ts';
import { given } from '../../domain/given.ts';

export type ClaimNames = {
  /** Where in a token role and clinics stand, e.g. `app_metadata.atende_role`. */
  readonly roleClaim: string;
  readonly clinicsClaim: string;
};

const mostClinics = 1_000;
/** A later one is as good as this; `Date` cannot hold all that JSON can. */
const latestEnd = Date.UTC(9999, 11, 31);

export const invalid = (why: string): UnprovenToken => ({ refused: 'invalid', why });

/** Who a proven token is about, and what it says that they may. */
export function readClaims(
  payload: Readonly<Record<string, unknown>>,
  { roleClaim, clinicsClaim }: ClaimNames,
): TokenClaims | UnprovenToken {
  const { sub, exp } = payload;
  if (!isName(sub)) return invalid('claim:sub');
  const named = at(payload, roleClaim);
  const role = callerRoles.find((known) => known === named);
  // a role that we do not know is not "no role": the person's memberships must not stand in for it
  if (role === undefined && named !== undefined && named !== null) return invalid('role-unknown');
  const listed = at(payload, clinicsClaim);
  const ids = Array.isArray(listed) ? listed.slice(0, mostClinics) : [];
  return {
    userId: sub,
    ...given({ role }),
    // jose has required it
    expiresAt: new Date(Math.min(Number(exp) * 1_000, latestEnd)),
    // an id that no clinic can have opens nothing, and no statement could read it
    clinicIds: ids.filter(isUuid).map((id) => clinicId(id.toLowerCase())),
  };
}

/** Every table, log line and header can hold it: no control characters, no half characters. */
const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[^\p{Cc}]{1,255}$/u.test(value) && value.isWellFormed();

const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);

/** The value at a dotted path of own properties. A claim's own name may hold dots, as those of some issuers do. */
function at(payload: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(payload, path)) return payload[path];
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      payload,
    );
}
