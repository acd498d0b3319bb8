import { describe, expect, it } from 'vitest';
import type { MediaTarget } from '../../../../src/application/ports/media/media-target.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { leaseMs } from '../../harness/steps.ts';
import { aClinicThatSends, aFileToSend, theFile } from './a-clinic-that-sends.ts';
import { dieAtEveryStep } from './every-death.ts';

const hour = 3_600_000;
const timeout = 120_000;
const arrived = { status: 'delivered', errorCode: undefined };
const after = 'Qualquer dúvida, escreva.';

/** WhatsApp had it, and has forgotten it since. */
async function forgotten(harness: Harness): Promise<void> {
  const { mediaUploads } = harness.stores;
  const [claimed] = await mediaUploads.claim(1, leaseMs);
  const usableUntil = new Date(harness.now().getTime() + hour);
  const settlement = { to: 'uploaded', mediaId: 'forgotten', usableUntil } as const;
  await mediaUploads.settle(claimed!, settlement, harness.now());
  await harness.passTime(2 * hour);
}

export const sendingFilesDeathsContract = (make: MakeHarness) =>
  describe('a process that dies while it sends a file', () => {
    it.each([
      ['in the first place', () => Promise.resolve(), ['mediaUploads.claim', 'mediaUploads.settle']],
      ['after WhatsApp has forgotten it', forgotten, ['mediaUploads.renew']],
    ])(
      'at any step has the patient get it once, before what was said after it, %s',
      { timeout },
      async (_, before, own) => {
        const steps = await dieAtEveryStep(make, async (harness) => {
          const { workWith, takes, meanwhile, whatsapp, uploads, said } = await aFileToSend(harness, after);
          await before(harness);
          return {
            ...{ work: workWith(takes), meanwhile },
            async check() {
              expect(whatsapp.phone.map(({ content }) => content.type)).toEqual(['document', 'text']);
              // never one that is not there
              for (const { content, mediaId = '' } of whatsapp.calls)
                if (content.type === 'document') expect(uploads.get(mediaId)?.equals(theFile)).toBe(true);
              expect(await said()).toEqual([arrived, arrived]);
              expect(await harness.stores.alerts.openCount()).toEqual(new Map());
            },
          };
        });
        const all = [
          ...own,
          'blobs.read',
          'whatsapp.upload',
          'outbox.reservePlace',
          'whatsapp.send',
          'outbox.settle',
        ];
        expect(steps).toEqual(expect.arrayContaining(all));
      },
    );

    it('at any step lets the clinic know of one that WhatsApp refuses', { timeout }, async () => {
      const refuses: MediaTarget = {
        upload: () => Promise.resolve({ failure: { code: 'http-400', lasting: true } }),
      };
      await dieAtEveryStep(make, async (harness) => {
        const { workWith, meanwhile, whatsapp, said } = await aFileToSend(harness);
        return {
          ...{ work: workWith(refuses), meanwhile },
          async check() {
            expect(whatsapp.calls).toEqual([]);
            expect(await said()).toEqual([{ status: 'failed', errorCode: 'upload-http-400' }]);
            expect(await harness.stores.alerts.openCount()).toEqual(new Map([['send-failed', 1]]));
          },
        };
      });
    });

    it(
      'at any step of taking it in keeps a file with its message, or none of both',
      { timeout },
      async () => {
        const steps = await dieAtEveryStep(make, async (harness) => {
          const { take, send, tidyUp, stored, said } = await aClinicThatSends(harness);
          let isAsked = false;
          return {
            async work(process) {
              // somebody sends it once; what a death leaves of it is for whoever tidies up
              if (isAsked) return;
              isAsked = true;
              const { id } = await take(process);
              await send(id, process);
            },
            async check() {
              await harness.passTime(25 * hour);
              await tidyUp(() => true);
              expect(stored.size).toBe((await said()).length);
            },
          };
        });
        expect(steps).toEqual([
          'outgoingFiles.begin',
          'blobs.write',
          'outgoingFiles.complete',
          'humanActs.act',
        ]);
      },
    );
  });
