import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { draftOf, keepDraft } from '../../../../console/src/conversation/drafts.ts';
import { forgetLostDrafts } from '../../../../console/src/inbox/erased/lost-drafts.ts';
import { KeptInBrowser } from '../../../support/browser/kept-in-browser.ts';

/** Conversations of clinics, as `clinic/conversation`. */
const there = new Set<string>();
let asked: string[] = [];
const member = { isPlatformAdmin: false, clinics: [{ clinicId: 'c-1' }, { clinicId: 'c-2' }] };
let me: { isPlatformAdmin: boolean; clinics: readonly { clinicId: string }[] };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('localStorage', new KeptInBrowser());
  vi.stubGlobal('navigator', {
    locks: { request: (_: string, __: unknown, work: (lock: object) => unknown) => work({}) },
  });
  vi.stubGlobal('fetch', (address: string) => {
    if (address === '/api/me') return Promise.resolve(Response.json(me));
    const [, clinic, conversation] = /clinics\/([^/]+)\/conversations\/([^/]+)/.exec(address) ?? [];
    asked.push(`${clinic}/${conversation}`);
    return Promise.resolve(
      there.has(`${clinic}/${conversation}`)
        ? Response.json({})
        : Response.json({ code: 'conversation.not-found' }, { status: 404 }),
    );
  });
  there.clear();
  asked = [];
  me = member;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const looked = async (...looks: readonly Promise<void>[]) => {
  await vi.runAllTimersAsync();
  await Promise.all(looks);
};
const open = new AbortController().signal;

test('a draft of somebody who was erased goes, and every other one stays', async () => {
  keepDraft('c-1', 'gone', 'To nobody');
  keepDraft('c-1', 'ana', 'To Ana');
  there.add('c-1/ana');
  await looked(forgetLostDrafts('c-1', open));
  expect([draftOf('c-1', 'gone'), draftOf('c-1', 'ana')]).toEqual(['', 'To Ana']);
});

test('so does one from before the clinic stood in its name; that of another clinic is found there', async () => {
  localStorage.setItem('atende-draft-gone', 'To nobody');
  localStorage.setItem('atende-draft-note-gone', 'About nobody');
  localStorage.setItem('atende-draft-bia', 'To Bia');
  there.add('c-2/bia');
  await looked(forgetLostDrafts('c-1', open));
  expect(Object.entries(localStorage)).toEqual([['atende-draft-c-2/bia', 'To Bia']]);
});

test('a platform operator, whom no clinic lists, loses none of those; the opened clinic claims its own', async () => {
  me = { isPlatformAdmin: true, clinics: [] };
  localStorage.setItem('atende-draft-ana', 'To Ana');
  localStorage.setItem('atende-draft-bia', 'To Bia');
  there.add('c-1/ana');
  await looked(forgetLostDrafts('c-1', open));
  expect(Object.entries(localStorage).toSorted()).toEqual([
    ['atende-draft-bia', 'To Bia'],
    ['atende-draft-c-1/ana', 'To Ana'],
  ]);
});

test('a page that goes away waits for nothing more, and asks nothing more', async () => {
  const leaving = new AbortController();
  keepDraft('c-1', 'ana', 'To Ana');
  keepDraft('c-1', 'bia', 'To Bia');
  there.add('c-1/ana').add('c-1/bia');
  const look = forgetLostDrafts('c-1', leaving.signal);
  await vi.advanceTimersByTimeAsync(1);
  leaving.abort();
  await look;
  expect(asked).toEqual(['c-1/ana']);
});

test('wanted again and again meanwhile, it looks once more and not beside itself', async () => {
  keepDraft('c-1', 'ana', 'To Ana');
  there.add('c-1/ana');
  await looked(...[1, 2, 3, 4].map(() => forgetLostDrafts('c-1', open)));
  expect(asked).toEqual(['c-1/ana', 'c-1/ana']);
});
