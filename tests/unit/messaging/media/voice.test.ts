import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withWhatWasHeard } from '../../../../src/domain/assistant/heard-voice.ts';
import { messageId } from '../../../../src/domain/messaging/message.ts';
import { effectiveMessages } from '../../../../src/domain/messaging/messages/turn-messages.ts';
import { voiceLengthMs } from '../../../../src/domain/messaging/messages/voice-length.ts';
import {
  longestVoiceMs,
  msToHear,
  readTranscript,
  type VoiceNote,
} from '../../../../src/domain/messaging/messages/voice.ts';
import { whatsAppLimits } from '../../../../src/domain/messaging/whatsapp-limits.ts';
import { aRecording } from '../../../support/builders/a-recording.ts';

const at = new Date('2026-03-02T12:00:00Z');
const spoken = (voice: VoiceNote) => ({
  id: messageId('m'),
  type: 'audio' as const,
  text: '',
  sentAt: at,
  voice,
});

describe('a recording in a turn', () => {
  it('says in words what was understood, marked as such', () => {
    const [heard] = effectiveMessages([spoken({ state: 'heard', text: 'oi', ageMs: 1 })]);
    expect(heard).toMatchObject({ type: 'audio', text: 'oi', isTranscript: true });
    const [unheard] = effectiveMessages([spoken({ state: 'unheard', ageMs: 1 })]);
    expect(unheard).not.toHaveProperty('isTranscript');
  });

  it('is waited for only while it may still be heard, and never longer than allowed', () => {
    const due = (ageMs: number) => ({ voice: { state: 'due', ageMs } as const });
    expect(msToHear([due(3_000), {}], 8_000)).toBe(5_000);
    expect(msToHear([due(3_000), due(1_000)], 8_000)).toBe(7_000);
    expect(msToHear([due(8_000)], 8_000)).toBe(0);
    // one after the other, they are waited for twice as long as one at most
    expect(msToHear([due(7_000), due(0)], 8_000)).toBe(8_000);
    expect(msToHear([due(15_000), due(1_000)], 8_000)).toBe(1_000);
    expect(msToHear([{ voice: { state: 'heard', text: 'oi', ageMs: 14_000 } }, due(0)], 8_000)).toBe(2_000);
    expect(msToHear([due(30_000), due(0)], 8_000)).toBe(0);
    // a clock that goes back
    expect(msToHear([due(-50_000)], 8_000)).toBe(8_000);
    expect(msToHear([{ voice: { state: 'heard', text: 'oi', ageMs: 0 } }, {}], 8_000)).toBe(0);
    expect(msToHear([due(0)], 0)).toBe(0);
    expect(msToHear([], 8_000)).toBe(0);
  });

  it('is repeated before the first reply, within the limits of WhatsApp, whatever was said', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 2_000 }),
        fc.string({ maxLength: 1_024 }),
        (said, body) => {
          const text = readTranscript(said);
          if (text === undefined) return;
          const messages = [{ ...spoken({ state: 'heard', text, ageMs: 0 }), text, isTranscript: true }];
          const buttons = [{ id: 'yes', title: 'Sim' }];
          const replies = withWhatWasHeard(
            [
              { type: 'buttons', body, buttons },
              { type: 'text', body: 'fim' },
            ],
            messages,
          );
          expect(replies[0]?.body).toMatch(/^🎤 Entendi do seu áudio: “/);
          expect(replies.at(-1)).toEqual({ type: 'text', body: 'fim' });
          expect(replies.filter(({ type }) => type === 'buttons')).toHaveLength(1);
          for (const reply of replies)
            expect(reply.body.length).toBeLessThanOrEqual(
              reply.type === 'buttons' ? whatsAppLimits.buttonsBody : whatsAppLimits.textBody,
            );
        },
      ),
    );
  });

  it('is not repeated where nothing is said, or nothing was spoken', () => {
    const written = { id: messageId('m'), type: 'text' as const, text: 'oi', sentAt: at };
    expect(withWhatWasHeard([{ type: 'text', body: 'Olá' }], [written])).toEqual([
      { type: 'text', body: 'Olá' },
    ]);
    expect(withWhatWasHeard([], [{ ...written, isTranscript: true }])).toEqual([]);
  });
});

describe('the length of a recording', () => {
  it('is read off what WhatsApp records', () => {
    expect(voiceLengthMs(aRecording(37))).toBe(37_000);
  });

  it('is guessed long from the size of everything else, and never too long', () => {
    expect(voiceLengthMs(Buffer.alloc(60_000))).toBe(60_000);
    expect(voiceLengthMs(Buffer.alloc(4_000_000))).toBe(longestVoiceMs);
  });

  it('is never shorter or longer than its size allows, whatever it says, and never nothing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.nat(100_000), (samples, size) => {
        const claim = Buffer.alloc(28);
        claim.write('OggS');
        claim.writeBigInt64LE(samples, 6);
        const bytes = Buffer.concat([Buffer.from('OpusHead'), Buffer.alloc(size), claim]);
        const ms = voiceLengthMs(bytes);
        expect(ms).toBeGreaterThanOrEqual(Math.floor(bytes.length / 40));
        expect(ms).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });

  it('is found in any bytes without failing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(voiceLengthMs(bytes)).toBeGreaterThanOrEqual(0);
        expect(
          voiceLengthMs(Buffer.concat([Buffer.from('OpusHead'), bytes, Buffer.from('OggS')])),
        ).toBeGreaterThan(0);
      }),
    );
  });
});
