import { apiKeyId } from '../../domain/access/api-key.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ApiKeys } from '../ports/access/api-keys.ts';
import type { ClinicMembers } from '../ports/access/clinic-members.ts';
import { isLive } from '../../domain/access/browser-session.ts';
import type { BrowserSessions } from '../ports/access/browser-sessions.ts';
import type { Clock } from '../ports/system/clock.ts';

export type Watcher = { readonly caller: Caller; readonly clinicId: ClinicId };

/**
 * Whether each of those who watch a clinic still may: a member may have been removed, a browser signed out, a key revoked,
 * the clinic switched off for its members. A token that names its own role is believed until it ends. In the given order.
 */
export type StillHasAccess = (watchers: readonly Watcher[]) => Promise<readonly boolean[]>;

type Needs = {
  clinicMembers: Pick<ClinicMembers, 'areMembers'>;
  apiKeys: Pick<ApiKeys, 'digests'>;
  browserSessions: Pick<BrowserSessions, 'get'>;
  clock: Clock;
};

const usesKey = ({ actor }: Caller) => actor.startsWith('key:');

export const makeStillHasAccess =
  ({ clinicMembers, apiKeys, browserSessions, clock }: Needs): StillHasAccess =>
  async (watchers) => {
    const byMembership = watchers.filter(({ caller }) => caller.isByMembership === true);
    const pairs = byMembership.map(({ caller, clinicId }) => ({ clinicId, userId: caller.userId }));
    const now = clock.now();
    const ids = watchers.flatMap(({ caller }) => caller.sessionId ?? []);
    const [members, keys, sessions] = await Promise.all([
      pairs.length === 0 ? [] : clinicMembers.areMembers(pairs),
      watchers.some(({ caller }) => usesKey(caller)) ? apiKeys.digests(now) : undefined,
      ids.length === 0 ? [] : browserSessions.get(ids),
    ]);
    const live = new Set(sessions.filter((session) => isLive(session, now)).map(({ id }) => id));
    const removed = new Set(byMembership.filter((_, place) => members[place] !== true));
    return watchers.map(
      (watcher) =>
        !removed.has(watcher) &&
        (watcher.caller.sessionId === undefined || live.has(watcher.caller.sessionId)) &&
        (!usesKey(watcher.caller) || keys?.has(apiKeyId(watcher.caller.userId)) === true),
    );
  };
