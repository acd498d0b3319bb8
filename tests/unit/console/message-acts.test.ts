import { describe, expect, it } from 'vitest';
import { actsOf } from '../../../console/src/conversation/acts/message-acts.ts';

const sent = { origin: 'assistant', metaMessageId: 'wamid.1' };

describe('what can be done about a message', () => {
  it('is to reply to it where WhatsApp knows it and takes something', () => {
    expect(actsOf(sent, true)).toEqual({ canReply: true, canAskWhy: true });
    expect(actsOf(sent, false)).toEqual({ canReply: false, canAskWhy: true });
    expect(actsOf({ ...sent, origin: 'human' }, false)).toEqual({ canReply: false, canAskWhy: false });
  });

  it('is also to ask why, where it waits, has failed, or goes to nobody in a simulation', () => {
    expect(actsOf({ origin: 'assistant' }, true)).toEqual({ canReply: false, canAskWhy: true });
  });

  it('is nothing where it was deleted', () => {
    const deletedAt = '2026-11-29T12:00:00Z';
    expect(actsOf({ ...sent, deletedAt }, true)).toEqual({ canReply: false, canAskWhy: false });
  });
});
