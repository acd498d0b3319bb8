import { describe, expect, it } from 'vitest';
import { makeMarkConversationRead } from '../../../../src/application/messaging/delivery/mark-conversation-read.ts';
import type { HumanActs } from '../../../../src/application/ports/messaging/human-acts.ts';
import { clinicId } from '../../../../src/domain/clinic/clinic.ts';
import { conversationId } from '../../../../src/domain/messaging/message.ts';
import { phone } from '../../../support/builders/a-received-message.ts';

const place = { clinicId: clinicId('c'), conversationId: conversationId('k'), requestId: 'r' };
const number = { clinicId: place.clinicId, whatsappNumber: phone('5511933330000') };
const unseen: HumanActs['markRead'] = async () => ({
  ...{ conversationId: place.conversationId, unread: 0 },
  lastRead: { metaMessageId: 'wamid.1', number },
});

/** Of a WhatsApp that answers as `answer` says. */
function reading(answer: () => Promise<boolean>) {
  const counted: string[] = [];
  const told: string[] = [];
  const read = makeMarkConversationRead({
    humanActs: { markRead: unseen },
    messageSender: {
      markRead: ({ metaMessageId }) => {
        told.push(metaMessageId);
        return answer();
      },
    },
    telemetry: { readReceipt: (_, outcome) => void counted.push(outcome) },
  });
  return { read: () => read(place), counted, told };
}

describe('telling the phone that people have read', () => {
  it('fails nothing when WhatsApp refuses or breaks off, and is counted', async () => {
    const refusing = reading(async () => false);
    const broken = reading(() => Promise.reject(new Error('gone')));
    expect(await refusing.read()).toEqual({ conversationId: 'k', unread: 0 });
    expect(await broken.read()).toEqual({ conversationId: 'k', unread: 0 });
    await expect.poll(() => [...refusing.counted, ...broken.counted]).toEqual(['refused', 'refused']);
  });

  it('keeps nobody waiting, and no more than twenty at once', async () => {
    const ends: (() => void)[] = [];
    const slow = reading(() => new Promise((resolve) => ends.push(() => resolve(true))));
    for (let n = 0; n < 25; n += 1) await slow.read();
    expect(slow.told).toHaveLength(20);
    expect(slow.counted).toEqual(Array.from({ length: 5 }, () => 'dropped'));
    for (const end of ends) end();
    await expect.poll(() => slow.counted.filter((outcome) => outcome === 'told')).toHaveLength(20);
    await slow.read();
    expect(slow.told).toHaveLength(21);
  });
});
