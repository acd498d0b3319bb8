import type { ClinicId } from '../../domain/clinic/clinic.ts';
import {
  MediaNotFound,
  MediaNotReady,
  MediaUnavailable,
} from '../../domain/messaging/messages/media-errors.ts';
import { isShownInline, unknownType } from '../../domain/messaging/messages/media.ts';
import type { ConversationId, MessageId } from '../../domain/messaging/message.ts';
import type { MediaVault } from '../ports/media/media-vault.ts';
import type { MessageMedia } from '../ports/media/message-media.ts';
import { given } from '../../domain/given.ts';

export type ServedMedia = {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly size: number;
  /** `application/octet-stream` for everything that a browser must not open by itself. */
  readonly type: string;
  readonly isInline: boolean;
  readonly fileName?: string;
};

/** A patient's file, for staff. @throws MediaNotFound, MediaNotReady, MediaUnavailable */
export type OpenMedia = (place: {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
}) => Promise<ServedMedia>;

type Needs = { messageMedia: MessageMedia; mediaVault: MediaVault };

export const makeOpenMedia =
  ({ messageMedia, mediaVault }: Needs): OpenMedia =>
  async (place) => {
    const media = await messageMedia.find(place);
    if (media === undefined) throw new MediaNotFound();
    const { state, blobName: name, sealedKey, size, fileName, errorCode } = media;
    if (state === 'due') throw new MediaNotReady();
    if (sealedKey === undefined || size === undefined) throw new MediaUnavailable(errorCode);
    const bytes = await mediaVault.open({ clinicId: place.clinicId, name }, { sealedKey, size });
    if (bytes === undefined) throw new MediaUnavailable('blob-missing');
    const { type = unknownType } = media;
    const isInline = isShownInline(type);
    return { bytes, size, isInline, type: isInline ? type : unknownType, ...given({ fileName }) };
  };
