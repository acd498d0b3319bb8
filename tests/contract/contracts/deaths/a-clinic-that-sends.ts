import { randomBytes } from 'node:crypto';
import { sealedMediaVault } from '../../../../src/adapters/media/media-vault.ts';
import { memoryTokenCipher } from '../../../../src/adapters/memory/connection/token-cipher.ts';
import { memoryBlobs } from '../../../../src/adapters/memory/media/blobs.ts';
import { scriptedWhatsApp } from '../../../../src/adapters/memory/messaging/message-sender.ts';
import { makeRemoveDeletedBlobs } from '../../../../src/application/media/remove-deleted-blobs.ts';
import { makeTakeFile } from '../../../../src/application/media/take-file.ts';
import { makeUploadMedia } from '../../../../src/application/media/upload-media.ts';
import type { MediaTarget } from '../../../../src/application/ports/media/media-target.ts';
import { fileId, type FileId } from '../../../../src/application/ports/media/outgoing-files.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import { aStatus } from '../../../support/builders/a-status.ts';
import { deliveryOn } from '../../../support/worlds/delivery-on.ts';
import { ingestOn } from '../../../support/worlds/ingest-on.ts';
import { mortalProcess, never, type MortalProcess } from '../../../support/worlds/mortal-process.ts';
import { sayText, sendFile } from '../../harness/file-steps.ts';
import type { Harness } from '../../harness/harness.ts';
import { aParty, leaseMs, receive } from '../../harness/steps.ts';
import type { Mission } from './every-death.ts';

export const theFile = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(3_000)]);
async function* inParts() {
  for (let at = 0; at < theFile.length; at += 1_000)
    yield await Promise.resolve(theFile.subarray(at, at + 1_000));
}
const nobodyDies = () => mortalProcess(never, 'before');

/** Somebody has written, and a person of the clinic answers with a file. */
export async function aClinicThatSends(harness: Harness) {
  const { stores, ids, erasureKeys } = harness;
  const clock = { now: () => harness.now() };
  const party = await aParty(harness);
  await receive(harness, party, aMessage({ sentAt: harness.now() }));
  const stored = new Map<string, Uint8Array>();
  const vaultOf = (process: MortalProcess) =>
    sealedMediaVault(process.wrap('blobs', memoryBlobs(stored)), memoryTokenCipher('k1'));
  const { clinicId, placement } = party;
  const take = (process: MortalProcess) => {
    const { outgoingFiles } = process.wrapAll({ outgoingFiles: stores.outgoingFiles });
    const id = fileId(ids.next());
    const place = { clinicId, conversationId: placement.conversationId, id, uploadedBy: 'user:bia' };
    const takeFile = makeTakeFile({ outgoingFiles, mediaVault: vaultOf(process) });
    return takeFile({ ...place, fileName: 'preparo.pdf', size: theFile.length, bytes: inParts() });
  };
  const send = (file: FileId, process = nobodyDies()) =>
    sendFile({ ...harness, stores: process.wrapAll(stores) }, party, file, 'Leia antes');
  const tidyUp = makeRemoveDeletedBlobs({ ...stores, mediaVault: vaultOf(nobodyDies()), clock });

  const whatsapp = scriptedWhatsApp();
  /** What WhatsApp has got, by the id that it gave. */
  const uploads = new Map<string, Buffer>();
  const takes: MediaTarget = {
    async upload({ bytes }) {
      const parts: Uint8Array[] = [];
      for await (const part of bytes) parts.push(part);
      uploads.set(`up-${uploads.size + 1}`, Buffer.concat(parts));
      return { mediaId: `up-${uploads.size}` };
    },
  };
  const workWith =
    (target: MediaTarget): Mission['work'] =>
    async (process) => {
      const own = process.wrapAll(stores);
      const ingest = ingestOn({ stores: own, ids, clock, erasureKeys });
      const { reviewUndelivered, matchParkedStatuses } = ingest;
      const { mediaUploads, alerts, outbox } = own;
      const randomness = { next: () => 0 };
      const uploadMedia = makeUploadMedia({
        ...{ mediaUploads, alerts, reviewUndelivered, clock, randomness },
        mediaTarget: process.wrap('whatsapp', target),
        mediaVault: vaultOf(process),
      });
      const deliverMessage = deliveryOn({
        ...{ stores: own, reviewUndelivered, matchParkedStatuses, ids, clock, randomness },
        sender: process.wrap('whatsapp', whatsapp),
      });
      for (let isBusy = true; isBusy;) {
        const files = await mediaUploads.claim(3, leaseMs);
        for (const claimed of files) await uploadMedia(claimed);
        const sends = await outbox.claim(3, leaseMs);
        for (const send of sends) await deliverMessage(send);
        isBusy = files.length + sends.length > 0;
      }
    };
  const { recordDeliveryStatus } = ingestOn({ stores, ids, clock, erasureKeys });
  const meanwhile = async () => {
    const statuses = whatsapp.phone.map(({ metaMessageId, messageId }) => ({
      clinicId,
      status: aStatus('delivered', { metaMessageId, outboundId: messageId }),
    }));
    await recordDeliveryStatus(statuses);
  };
  const said = async () =>
    (await harness.readMessages(clinicId))
      .filter(({ direction }) => direction === 'outbound')
      .map(({ status, errorCode }) => ({ status, errorCode }));
  return { party, take, send, tidyUp, stored, whatsapp, uploads, takes, workWith, meanwhile, said };
}

/** The file is a message’s, and due at WhatsApp; maybe something was said after it. */
export async function aFileToSend(harness: Harness, saidAfter?: string) {
  const clinic = await aClinicThatSends(harness);
  const { id } = await clinic.take(nobodyDies());
  await clinic.send(id);
  if (saidAfter !== undefined) await sayText(harness, clinic.party, saidAfter);
  return clinic;
}
