import { describe, expect, it } from 'vitest';
import {
  joinedHandover,
  possibleEmergencyHandover,
  type Handover,
} from '../../../../src/domain/assistant/handover.ts';
import { aGuidedTalk } from '../../../support/assistant/a-guided-talk.ts';
import { aPossibleEmergency } from '../../../support/assistant/a-possible-emergency.ts';
import { leaseMs } from '../../../support/worlds/memory-workers.ts';

/** What the patient reads where somebody takes the conversation after the answer was made, before it is sent. */
async function readsAfterTakeOver(text: string): Promise<string> {
  const { world, writes, takeOver, reads } = aGuidedTalk();
  await writes(text);
  world.clock.advance(60_000);
  for (const turn of await world.stores.turns.claim(1, leaseMs)) await world.answerPatient(turn);
  await takeOver();
  return reads(0);
}

const likely = aPossibleEmergency();
const whomToCall = /^⚠️ [^\n]*192 \(SAMU\)[^\n]*pronto-socorro/;

describe('what may be an emergency', () => {
  it('is answered, behind whom to call, and people are asked to look', async () => {
    const talk = aGuidedTalk();
    const answer = await talk.says(likely);
    expect(answer).toMatch(whomToCall);
    expect(answer.split('\n').length).toBeGreaterThan(1);
    expect(answer).not.toMatch(/😊|👋/u);
    expect(talk.row()).toMatchObject({
      attention: { handover: { reason: 'possible-emergency' } },
    });
    expect(await talk.alerts()).toEqual({ handover: 1 });
  });

  it('does not end the talk: what is asked next is answered', async () => {
    const talk = aGuidedTalk();
    await talk.says(likely);
    const next = await talk.says('qual o endereço de vocês?');
    expect(next).not.toBe('');
    expect(next).not.toContain('192');
    expect(talk.row().attention?.handover?.reason).toBe('possible-emergency');
  });

  it('of somebody who may think of dying is answered behind whom to talk to', async () => {
    const answer = await aGuidedTalk().says(aPossibleEmergency('suicidal'));
    expect(answer).toMatch(/^💛 [^\n]*188 \(CVV\)[^\n]*192 \(SAMU\)/u);
  });

  it('is told once an hour', async () => {
    const talk = aGuidedTalk();
    expect(await talk.says(likely)).toMatch(whomToCall);
    expect(await talk.says(likely)).not.toMatch(whomToCall);
    talk.world.clock.advance(3_600_000);
    expect(await talk.says(likely)).toMatch(whomToCall);
  });

  it('is told where a person has the conversation, who keeps it', async () => {
    const talk = aGuidedTalk();
    await talk.says('oi');
    await talk.takeOver();
    expect(await talk.says(likely)).toMatch(/^⚠️[^\n]+$/);
    expect(await talk.alerts()).toEqual({ handover: 1 });
    expect(talk.row()).toMatchObject({ mode: 'human' });
    expect(talk.row().attention?.handover).toBeUndefined();
  });

  it('is over for the team when somebody acts, and the patient is not told anew', async () => {
    const talk = aGuidedTalk();
    await talk.says(likely);
    await talk.takeOver();
    expect(await talk.alerts()).toEqual({});
    expect(talk.row().attention).toEqual({ warned: { danger: 'emergency', at: expect.any(Date) } });
  });

  it('is told although somebody acts before it is sent; the answer behind it is not', async () => {
    expect(await readsAfterTakeOver(likely)).toMatch(/^⚠️ [^\n]*192 \(SAMU\)[^\n]*$/);
  });

  it('becomes an emergency when it is said more clearly', async () => {
    const talk = aGuidedTalk();
    await talk.says(likely);
    expect(await talk.says('ele parou de respirar')).toContain('SAMU: 192');
    expect(talk.row().attention?.handover?.reason).toBe('emergency');
    expect(await talk.alerts()).toEqual({ handover: 1, emergency: 1 });
  });
});

describe('a possible emergency that nobody has looked at', () => {
  const complaint: Handover = { reason: 'complaint', summary: 'Reclamou.' };
  const emergency: Handover = { reason: 'emergency', summary: 'Ver agora.' };
  const possible = possibleEmergencyHandover;
  const both = { reason: 'possible-emergency', summary: `${possible.summary} Reclamou.` };

  it('stays one beside whatever else waits, in either order', () => {
    expect(joinedHandover(complaint, possible)).toEqual(both);
    expect(joinedHandover(possible, complaint)).toEqual(both);
    expect(joinedHandover(joinedHandover(possible, complaint), complaint)).toEqual(both);
    expect(joinedHandover(possible, possible)).toEqual(possible);
  });

  it('is less than an emergency', () => {
    expect(joinedHandover(possible, emergency)).toEqual(emergency);
    expect(joinedHandover(emergency, possible)).toEqual(emergency);
  });
});
