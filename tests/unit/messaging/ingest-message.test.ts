import { describe, expect, it } from 'vitest';
import { messageId } from '../../../src/domain/messaging/message.ts';
import type { WebhookItem } from '../../../src/domain/messaging/webhook-item.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { aStatus } from '../../support/builders/a-status.ts';
import { leaseMs } from '../../support/worlds/memory-workers.ts';
import { memoryWorld } from '../../support/worlds/memory-world.ts';

const number = { phoneNumberId: 'pn-1' };
const account = (event: string, effect: 'stop-sending' | 'resume-sending' | 'notice'): WebhookItem => ({
  kind: 'account',
  number,
  event,
  effect,
  dedupeKey: event,
  raw: {},
});

describe('ingesting a webhook', () => {
  it('says of every item what became of it, in their order', async () => {
    const { ingestMessage, clinicId } = memoryWorld();
    const message = aMessage({ number });
    const items: WebhookItem[] = [
      aMessage({ number: { phoneNumberId: 'unknown' } }),
      message,
      aStatus('sent', { number, metaMessageId: 'never-seen' }),
      { kind: 'unhandled', number, reason: 'field:calls', dedupeKey: 'call', raw: {} },
    ];
    expect(await ingestMessage({ items, requestId: 'r' })).toEqual([
      { outcome: 'parked', reason: 'number-unknown' },
      { outcome: 'stored', clinicId },
      { outcome: 'parked', clinicId, reason: 'status-without-message' },
      { outcome: 'parked', clinicId, reason: 'field:calls' },
    ]);
    expect(await ingestMessage({ items: [message], requestId: 'r' })).toEqual([
      { outcome: 'duplicate', clinicId },
    ]);
  });

  it('parks a message whose data the store refuses, and stores the others of its batch', async () => {
    const { ingestMessage, db, stores } = memoryWorld();
    const items = [aMessage({ number }), aMessage({ number, text: 'a\u0000b' }), aMessage({ number })];
    await Promise.all([
      ingestMessage({ items: [aMessage({ number })], requestId: 'first' }),
      ingestMessage({ items, requestId: 'batch' }),
    ]);
    expect(db.messages).toHaveLength(3);
    expect(await stores.parkedItems.unresolved(['message-unstorable'], 10)).toHaveLength(1);
  });

  it('stops the sends of a clinic that Meta has banned until Meta lets it go on', async () => {
    const { ingestMessage, stores, clock } = memoryWorld();
    await ingestMessage({ items: [aMessage({ number })], requestId: 'r' });
    clock.advance(10_000);
    const [turn] = await stores.turns.claim(1, leaseMs);
    const reply = { id: messageId('reply'), content: { type: 'text', body: 'hello' } } as const;
    await stores.turns.complete(turn!, { turnId: 't', replies: [reply], dialogue: {} });

    await ingestMessage({ items: [account('DISABLED_UPDATE', 'stop-sending')], requestId: 'r' });
    expect(await stores.outbox.claim(1, leaseMs)).toEqual([]);
    expect(await stores.alerts.openCount()).toEqual(new Map([['sends-stopped', 1]]));
    await ingestMessage({ items: [account('NOTICE', 'notice')], requestId: 'r' });
    expect(await stores.outbox.claim(1, leaseMs)).toEqual([]);
    await ingestMessage({ items: [account('REINSTATE', 'resume-sending')], requestId: 'r' });
    expect(await stores.outbox.claim(1, leaseMs)).toHaveLength(1);
    expect(await stores.alerts.openCount()).toEqual(new Map());
  });
});
