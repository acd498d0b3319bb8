import type { ClinicNumber } from '../../../domain/clinic/clinic.ts';
import type { MediaFailure } from '../../../domain/messaging/messages/media.ts';

export type OpenedMedia = {
  /** Bytes, as WhatsApp says. */
  readonly size: number;
  readonly sha256?: string;
  /** Ends with an error when the other side stops sending. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Lets go of the connection; to be called in any case, also after the end. */
  close(): void;
};

/** Files as WhatsApp holds them for some days. */
export interface MediaSource {
  /** Never throws for a failure of the vendor. */
  open(file: {
    readonly mediaId: string;
    readonly number: ClinicNumber;
  }): Promise<OpenedMedia | { readonly failure: MediaFailure }>;
}
