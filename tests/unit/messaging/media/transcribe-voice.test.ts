import { describe, expect, it } from 'vitest';
import { memoryBlobs } from '../../../../src/adapters/memory/media/blobs.ts';
import { memoryTranscription } from '../../../../src/adapters/memory/media/transcription.ts';
import { memoryTokenCipher } from '../../../../src/adapters/memory/connection/token-cipher.ts';
import { sealedMediaVault } from '../../../../src/adapters/media/media-vault.ts';
import { systemTimers } from '../../../../src/adapters/system/timers.ts';
import { makeFetchMedia } from '../../../../src/application/media/fetch-media.ts';
import { makeTranscribeVoice } from '../../../../src/application/media/transcribe-voice.ts';
import { makeResolveClinicContext } from '../../../../src/application/clinic/resolve-clinic-context.ts';
import type { HeardWords } from '../../../../src/application/ports/media/transcription.ts';
import { ModelFailure } from '../../../../src/domain/assistant/model-failure.ts';
import { largestVoice } from '../../../../src/domain/messaging/messages/voice.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import { aRecording } from '../../../support/builders/a-recording.ts';
import { memoryWorld, nobodyListens } from '../../../support/worlds/memory-world.ts';

type Wish = {
  readonly bytes?: Uint8Array;
  readonly hear?: () => HeardWords | Promise<HeardWords>;
  readonly hearsVoice?: boolean;
  readonly dayMicrodollars?: number;
  readonly callMs?: number;
};

/** A recording that has come from WhatsApp, and whoever listens to it. */
async function recorded({
  bytes = aRecording(10),
  hear = () => ({ text: 'quero marcar' }),
  hearsVoice = true,
  dayMicrodollars = 1_000_000,
  callMs = 1_000,
}: Wish = {}) {
  const world = memoryWorld();
  const { clock, stores, clinicId } = world;
  await stores.clinicAssistants.save(clinicId, { usesModel: false, hearsVoice, dayMicrodollars });
  let asked = 0;
  const transcription = memoryTranscription(() => {
    asked += 1;
    return hear();
  });
  const mediaVault = sealedMediaVault(memoryBlobs(), memoryTokenCipher('k1'));
  const needs = {
    ...stores,
    ...{ mediaVault, clock, transcription, timers: systemTimers, randomness: { next: () => 0 } },
    resolveClinicContext: makeResolveClinicContext({ clinics: stores.clinics, readContexts: new Map() }),
    voicePolicy: { ...nobodyListens, callMs },
  };
  const mediaSource = {
    open: async () => ({ size: bytes.length, bytes: inOne(bytes), close: () => undefined }),
  };
  const message = aMessage({
    number: { phoneNumberId: 'pn-1' },
    type: 'audio',
    text: '',
    media: { mediaId: 'm' },
    sentAt: clock.now(),
  });
  await world.ingestMessage({ items: [message], requestId: 'r' });
  const [media] = await stores.messageMedia.claim(1, 60_000);
  await makeFetchMedia({ ...needs, mediaSource })(media!);
  return {
    world,
    asked: () => asked,
    async listen() {
      clock.advance(((await stores.voiceNotes.msUntilDue()) ?? 0) + 1);
      const [voice] = await stores.voiceNotes.claim(1, 60_000);
      if (voice === undefined) return undefined;
      return (await makeTranscribeVoice(needs)(voice)).settlement;
    },
    spent: async () => {
      const day = clock.now().toISOString().slice(0, 10) as never;
      return (await stores.modelSpending.usedOn({ clinicId, day })).microdollars;
    },
    alerts: () => world.db.alerts.map(({ kind, subject }) => `${kind} ${subject}`),
  };
}

async function* inOne(bytes: Uint8Array) {
  yield await Promise.resolve(bytes);
}

const failing = (...args: ConstructorParameters<typeof ModelFailure>) => ({
  hear: () => {
    throw new ModelFailure(...args);
  },
});

describe('a recording of a patient', () => {
  it('is written down, and paid for from the budget of the model', async () => {
    const voice = await recorded();
    expect(await voice.listen()).toEqual({ to: 'heard', text: 'quero marcar', isDanger: false });
    expect(await voice.spent()).toBe(1_000);
    expect(await voice.listen()).toBeUndefined();
  });

  it('costs what the provider says it took', async () => {
    const voice = await recorded({ hear: () => ({ text: 'oi', ms: 20_000 }) });
    await voice.listen();
    expect(await voice.spent()).toBe(2_000);
  });

  it('tells of danger', async () => {
    const voice = await recorded({
      hear: () => ({ text: 'Meu pai está com dor no peito e não consegue respirar' }),
    });
    expect(await voice.listen()).toMatchObject({ to: 'heard', isDanger: true });
  });

  it('leaves the house only where the clinic wants it', async () => {
    const voice = await recorded({ hearsVoice: false });
    expect(await voice.listen()).toEqual({ to: 'unheard', code: 'not-wanted' });
    expect(voice.asked()).toBe(0);
  });

  it.each<[string, Uint8Array, string]>([
    ['longer than ten minutes', aRecording(601), 'too-long'],
    [
      'that is a picture',
      Buffer.concat([Buffer.from('ffd8ffe000104a464946000101', 'hex'), Buffer.alloc(99)]),
      'no-sound',
    ],
    [
      'larger than anybody listens to',
      Buffer.concat([aRecording(9), Buffer.alloc(largestVoice)]),
      'too-large',
    ],
  ])('%s is not listened to', async (_, bytes, code) => {
    const voice = await recorded({ bytes });
    expect(await voice.listen()).toEqual({ to: 'unheard', code });
    expect(voice.asked()).toBe(0);
  });

  it('of another kind is listened to by its size alone, and pays in advance for ten minutes at most', async () => {
    const bytes = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(4_000_000)]);
    const ofMost = { bytes, dayMicrodollars: 60_000 };
    const voice = await recorded({ ...ofMost, hear: () => ({ text: 'oi', ms: 240_000 }) });
    expect(await voice.listen()).toMatchObject({ to: 'heard' });
    expect(await voice.spent()).toBe(24_000);
    const unsaid = await recorded(ofMost);
    await unsaid.listen();
    expect(await unsaid.spent()).toBe(60_000);
  });

  it('waits for no money: where the day has none left, the patient is asked to write', async () => {
    const voice = await recorded({ dayMicrodollars: 999 });
    expect(await voice.listen()).toEqual({ to: 'unheard', code: 'day-budget' });
    expect(voice.asked()).toBe(0);
    expect(voice.alerts()).toEqual(['model-budget day']);
  });

  it('warns when four fifths of the day are spent', async () => {
    const voice = await recorded({ dayMicrodollars: 1_200 });
    await voice.listen();
    expect(voice.alerts()).toEqual(['model-budget day']);
  });

  it.each(['', '  …  ', '\u0000\u200B'])('without any word in it stays without words: %j', async (text) => {
    const voice = await recorded({ hear: () => ({ text }) });
    expect(await voice.listen()).toEqual({ to: 'unheard', code: 'nothing-said' });
  });

  it('is kept as clean text of bounded length, whatever the server writes', async () => {
    const voice = await recorded({ hear: () => ({ text: `oi\u0000\n\n ${'blá '.repeat(50_000)}\uD83D` }) });
    const settled = await voice.listen();
    if (settled?.to !== 'heard') throw new Error('not heard');
    expect(settled.text).toMatch(/^oi blá blá/);
    expect(settled.text.length).toBeLessThanOrEqual(12_000);
    expect(settled.text).toBe(settled.text.toWellFormed());
  });

  it('is tried again, later each time, where that may help, and not for ever', async () => {
    const voice = await recorded(failing('unavailable'));
    expect(await voice.listen()).toEqual({ to: 'retry', ms: 1_000, code: 'unavailable' });
    expect(await voice.listen()).toEqual({ to: 'retry', ms: 4_000, code: 'unavailable' });
    expect(await voice.listen()).toEqual({ to: 'unheard', code: 'unavailable' });
    expect(await voice.listen()).toBeUndefined();
    expect(await voice.spent()).toBe(0);
  });

  it('is tried again when the provider says, unless that is too late', async () => {
    const soon = await recorded(failing('rate-limited', { retryAfterMs: 7_000 }));
    expect(await soon.listen()).toMatchObject({ to: 'retry', ms: 7_000 });
    const late = await recorded(failing('rate-limited', { retryAfterMs: 3_600_000 }));
    expect(await late.listen()).toEqual({ to: 'unheard', code: 'rate-limited' });
  });

  it('is given up at once where the provider refuses us, and somebody is told', async () => {
    const voice = await recorded(failing('key-refused'));
    expect(await voice.listen()).toEqual({ to: 'unheard', code: 'key-refused' });
    expect(voice.alerts()).toEqual(['model-refused transcription-key-refused']);
  });

  it('waits no longer for a provider that hangs; what that may cost stays set aside', async () => {
    const voice = await recorded({ hear: () => new Promise(() => undefined), callMs: 20 });
    expect(await voice.listen()).toMatchObject({ to: 'retry', code: 'timeout' });
    expect(await voice.spent()).toBe(1_000);
  });

  it('is given up when workers die of it', async () => {
    const voice = await recorded();
    const { stores, clock } = voice.world;
    for (let n = 0; n < 4; n += 1) {
      await stores.voiceNotes.claim(1, 1_000);
      clock.advance(2_000);
    }
    expect(await voice.listen()).toEqual({ to: 'unheard', code: 'gave-up' });
    expect(voice.asked()).toBe(0);
  });

  it('is not listened to after the patient has deleted it', async () => {
    const voice = await recorded();
    const [row] = voice.world.db.messages;
    const revoke = { type: 'revoke' as const, text: '', aboutMetaMessageId: row!.metaMessageId! };
    await voice.world.ingestMessage({
      items: [aMessage({ number: { phoneNumberId: 'pn-1' }, ...revoke })],
      requestId: 'r',
    });
    expect(await voice.listen()).toEqual({ to: 'unheard', code: 'deleted' });
    expect(voice.asked()).toBe(0);
  });
});
