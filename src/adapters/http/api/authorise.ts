import type { ClinicRegistry } from '../../../application/ports/clinic/clinic-registry.ts';
import { PeopleOnly, RoleInsufficient } from '../../../domain/access/access-errors.ts';
import { reachOf, roleIn, type Caller, type CallerRole, type Reach } from '../../../domain/access/caller.ts';
import { ClinicNotFound } from '../../../domain/clinic/clinic-errors.ts';
import { clinicId, type ClinicId } from '../../../domain/clinic/clinic.ts';
import type { Access } from './endpoint.ts';

export type Permit = {
  readonly clinicId: ClinicId | undefined;
  readonly role: CallerRole;
  readonly reach: Reach;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const longest = 64;

/**
 * Whether the caller may do this at all, and where. A clinic that is not theirs is refused before anything is looked
 * up, with the words and in the time of one that does not exist.
 * @throws ClinicNotFound, RoleInsufficient, PeopleOnly
 */
export function authorise(access: Exclude<Access, 'public'>, caller: Caller, asked: unknown): Permit {
  const { roles, callers } = access;
  const permit = access.clinicFrom === undefined || asked === undefined ? anywhere() : inClinic();
  if (callers === 'people' && caller.kind !== 'person') throw new PeopleOnly();
  return permit;

  function inClinic(): Permit {
    const text = typeof asked === 'string' ? asked.toLowerCase() : '';
    const id = clinicId(text);
    const role = uuid.test(text) ? roleIn(caller, id) : undefined;
    if (role === undefined) throw new ClinicNotFound(text.slice(0, longest));
    if (!roles.includes(role)) throw new RoleInsufficient(roles);
    return { clinicId: id, role, reach: [id] };
  }

  function anywhere(): Permit {
    const reach = reachOf(caller, roles);
    if (reach === undefined && access.evenNowhere === true)
      return { clinicId: undefined, role: 'service', reach: [] };
    if (reach === undefined) throw new RoleInsufficient(roles);
    const role = reach === 'all' ? 'platform-admin' : roleIn(caller, reach[0] as ClinicId);
    return { clinicId: undefined, role: role as CallerRole, reach };
  }
}

/**
 * A platform admin, and a token that was made elsewhere, may name a clinic that does not exist.
 * @throws ClinicNotFound, in the words for a clinic that is not the caller's
 */
export async function requireClinic(registry: Pick<ClinicRegistry, 'get'>, id: ClinicId): Promise<void> {
  if ((await registry.get(id)) === undefined) throw new ClinicNotFound(id);
}
