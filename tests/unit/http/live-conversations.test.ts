import { describe, expect, it, onTestFinished } from 'vitest';
import {
  defaultLiveLimits,
  liveConversations,
} from '../../../src/adapters/http/events/live-conversations.ts';
import { memoryConversationNews } from '../../../src/adapters/memory/messaging/conversation-events.ts';
import { memoryIds } from '../../../src/adapters/memory/system/ids.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { systemTimers } from '../../../src/adapters/system/timers.ts';
import type { StillHasAccess } from '../../../src/application/access/still-has-access.ts';
import type { ConversationEvent } from '../../../src/application/ports/messaging/conversation-events.ts';
import type { Caller } from '../../../src/domain/access/caller.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { conversationId, messageId } from '../../../src/domain/messaging/message.ts';
import { silent } from '../../support/api/served.ts';
import { until } from '../../support/until.ts';

const ours = clinicId('ours');
const theirs = clinicId('theirs');
const stored = (clinic = ours): ConversationEvent => ({
  event: 'message-stored',
  clinicId: clinic,
  conversationId: conversationId('c-1'),
  messageId: messageId('m-1'),
});

const reader = (expiresAt?: Date): Caller => ({
  actor: 'user:ana',
  userId: 'ana',
  kind: 'person',
  ...(expiresAt !== undefined && { expiresAt }),
  isPlatformAdmin: false,
  clinics: new Map(),
});

function live(
  limits: Partial<typeof defaultLiveLimits> = {},
  stillHasAccess: StillHasAccess = async (watchers) => watchers.map(() => true),
) {
  const news = memoryConversationNews();
  const streams = liveConversations({
    conversationEvents: news,
    ids: memoryIds(),
    clock: systemClock,
    timers: systemTimers,
    stillHasAccess,
    log: silent,
    limits: { ...defaultLiveLimits, ...limits },
  });
  onTestFinished(() => streams.close());
  const open = (clinic = ours, until?: Date) => {
    const stream = streams.open(clinic, reader(until));
    if (typeof stream === 'string') throw new Error(stream);
    return stream;
  };
  return { news, streams, open };
}

type Stream = ReturnType<ReturnType<typeof live>['open']>;
const readNow = (stream: Stream) => String(stream.read() ?? '');
/** All until its end. */
const readAll = async (stream: Stream) => {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
};

describe('a stream of a clinic’s conversations', () => {
  it('begins by telling the reader to read again, and then tells what happens, by ids', () => {
    const { news, open } = live();
    const stream = open();
    expect(readNow(stream)).toMatch(/^id: \S+\nevent: resync\ndata: \{\}\n\n$/);
    news.announce([stored()]);
    const [id, event, data] = readNow(stream).split('\n');
    expect(id).toMatch(/^id: \S+$/);
    expect(event).toBe('event: message-stored');
    expect(JSON.parse(String(data).slice('data: '.length))).toEqual({
      clinicId: 'ours',
      conversationId: 'c-1',
      messageId: 'm-1',
    });
  });

  it('hears nothing of another clinic', () => {
    const { news, open } = live();
    const stream = open();
    readNow(stream);
    news.announce([stored(theirs)]);
    expect(readNow(stream)).toBe('');
  });

  it('ends soon after the reader has lost their access, and goes on while that cannot be looked up', async () => {
    let answer: () => boolean = () => {
      throw new Error('the database is away');
    };
    let looked = 0;
    const { open } = live({ recheckMs: 1 }, async (watchers) => {
      looked += 1;
      return watchers.map(() => answer());
    });
    const stream = open();
    stream.resume();
    await until('a look that failed', () => looked > 1);
    answer = () => true;
    await until('a look that let them', () => looked > 3);
    expect(stream.readableEnded).toBe(false);
    answer = () => false;
    await until('the end', () => stream.readableEnded);
  });

  it('shows life while nothing happens', async () => {
    const { open } = live({ heartbeatMs: 5 });
    const stream = open();
    readNow(stream);
    let text = '';
    await until('two signs of life', () => (text += readNow(stream)).length > 30);
    expect(text).toMatch(/^(: still here\n\n)+$/);
  });

  it('ends when the right to read it ends', async () => {
    const { open, news } = live();
    const text = await readAll(open(ours, new Date(Date.now() + 30)));
    expect(text).toContain('event: resync');
    news.announce([stored()]);
    expect(await readAll(open(ours, new Date(Date.now() - 1_000)))).toContain('event: resync');
  });

  it('ends after the longest time, so that whoever reads shows again who they are', async () => {
    const { open } = live({ longestMs: 20 });
    expect(await readAll(open())).toContain('event: resync');
  });

  it('is cut when its reader does not keep up, and costs no more than its bound until then', async () => {
    const { open, news } = live({ mostBytes: 1_000 });
    const stream = open();
    for (let n = 0; n < 100; n += 1) {
      news.announce([stored()]);
      expect(stream.readableLength).toBeLessThanOrEqual(1_000);
    }
    expect(stream.destroyed).toBe(true);
  });

  it('is refused beyond the bound of its clinic, and beyond that of the process', () => {
    const { streams, open } = live({ perClinic: 2, inAll: 3 });
    open();
    const second = open();
    expect(streams.open(ours, reader())).toBe('full');
    open(theirs);
    expect(streams.open(clinicId('others'), reader())).toBe('full');
    second.destroy();
  });

  it('makes room when its reader goes', async () => {
    const { streams, open } = live({ perClinic: 1 });
    const first = open();
    expect(streams.open(ours, reader())).toBe('full');
    first.destroy();
    await until('room', () => streams.open(ours, reader()) !== 'full');
  });

  it('makes room when its answer came too late, so that nobody ever reads it', async () => {
    const { streams, open } = live({ perClinic: 2, takenWithinMs: 20 });
    const [late, read] = [open(), open()];
    read.resume();
    expect(streams.open(ours, reader())).toBe('full');
    await until('room', () => late.destroyed && streams.open(ours, reader()) !== 'full');
    expect(read.destroyed).toBe(false);
  });

  it('ends when the process stops, and nobody is let in any more', async () => {
    const { streams, open } = live();
    const all = [open(), open(theirs)].map(readAll);
    streams.close();
    for (const text of await Promise.all(all)) expect(text).toContain('event: resync');
    expect(streams.open(ours, reader())).toBe('stopping');
  });
});
