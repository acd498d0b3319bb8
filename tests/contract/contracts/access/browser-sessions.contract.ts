import { beforeEach, describe, expect, it } from 'vitest';
import { browserSessionId } from '../../../../src/domain/access/browser-session-id.ts';
import {
  beginSession,
  sessionTimes,
  type ProvenPerson,
} from '../../../../src/domain/access/browser-session.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const browserSessionsContract = (make: MakeHarness) =>
  describe('browser sessions', () => {
    let harness: Harness;
    let now: Date;
    beforeEach(async () => {
      harness = await make();
      now = harness.now();
    });
    const after = (ms: number) => new Date(now.getTime() + ms);
    const add = async (person: Partial<ProvenPerson> = {}, at = now) => {
      const who = { userId: 'ana', clinicIds: [], ...person };
      const session = beginSession(browserSessionId(harness.ids.next()), who, at);
      const digest = `digest of ${session.id}`;
      await harness.stores.browserSessions.add(session, digest);
      return { session, digest };
    };

    it('are found by the digest of their secret, as they were made', async () => {
      const clinic = await harness.addClinic();
      const { browserSessions } = harness.stores;
      const { session, digest } = await add({
        email: 'ana@clinica.example',
        displayName: 'Ana',
        role: 'clinic-admin',
        clinicIds: [clinic],
      });
      const plain = await add();
      expect(await browserSessions.find(digest)).toEqual(session);
      expect(await browserSessions.find('another')).toBeUndefined();
      const got = await browserSessions.get([
        session.id,
        plain.session.id,
        browserSessionId(harness.ids.next()),
      ]);
      expect(new Set(got.map(({ id }) => id))).toEqual(new Set([session.id, plain.session.id]));
    });

    it('know to the minute when they were last used', async () => {
      const { browserSessions } = harness.stores;
      const { session, digest } = await add();
      await browserSessions.markUsed(session.id, after(30_000));
      expect(await browserSessions.find(digest)).toEqual(session);
      await browserSessions.markUsed(session.id, after(90_000));
      expect(await browserSessions.find(digest)).toEqual({ ...session, lastUsedAt: after(90_000) });
    });

    it('are ended once, for good', async () => {
      const { browserSessions } = harness.stores;
      const { session, digest } = await add();
      expect(await browserSessions.end(session.id, 'user:root', after(1_000))).toBe(true);
      expect(await browserSessions.end(session.id, 'user:root', after(2_000))).toBe(false);
      expect(await browserSessions.find(digest)).toEqual({ ...session, endedAt: after(1_000) });
    });

    it('are listed while they may be live, newest first, page by page', async () => {
      const { browserSessions } = harness.stores;
      const long = new Date(now.getTime() - sessionTimes.idleMs);
      const [idle, first, ended, last] = [await add({}, long), await add(), await add(), await add()];
      await browserSessions.end(ended.session.id, 'user:root', now);
      const known = new Set([idle, first, ended, last].map(({ session }) => session.id));
      const list = async (after?: typeof first.session.id) =>
        (await browserSessions.list(now, 100, after)).map(({ id }) => id).filter((id) => known.has(id));
      expect(await list()).toEqual([last.session.id, first.session.id]);
      expect(await list(last.session.id)).toEqual([first.session.id]);
    });

    it('are forgotten when their longest life is over', async () => {
      const { browserSessions } = harness.stores;
      const old = await add({}, new Date(now.getTime() - 2 * sessionTimes.longestMs));
      const fresh = await add();
      await browserSessions.forget(now);
      expect(await browserSessions.find(old.digest)).toBeUndefined();
      expect(await browserSessions.find(fresh.digest)).toEqual(fresh.session);
    });
  });
