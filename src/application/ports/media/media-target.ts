import type { ClinicNumber } from '../../../domain/clinic/clinic.ts';
import type { MediaFailure } from '../../../domain/messaging/messages/media.ts';

/** Where WhatsApp takes files that messages name afterwards. */
export interface MediaTarget {
  /** Never throws for a failure of the vendor; throws what reading `bytes` throws. */
  upload(file: {
    readonly number: ClinicNumber;
    readonly mimeType: string;
    readonly fileName: string;
    readonly size: number;
    readonly bytes: AsyncIterable<Uint8Array>;
  }): Promise<{ readonly mediaId: string } | { readonly failure: MediaFailure }>;
}
