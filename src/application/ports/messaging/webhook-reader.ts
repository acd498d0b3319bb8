import type { WebhookItem } from '../../../domain/messaging/webhook-item.ts';

/** Knows the messaging vendor's webhook: who may send it, and what it says. */
export interface WebhookReader {
  /** Whether the subscription challenge carries our verify token. */
  isOurToken(given: unknown): boolean;
  /** Whether the header could be a signature at all: nothing of a body without one needs to be read. */
  isSignature(signatureHeader: string | undefined): boolean;
  /** The same for other tokens. */
  isOneOf(given: unknown, tokens: readonly string[]): boolean;
  /** Which of these secrets signed the body, byte for byte; as long for each of them, and in their order. */
  signedWith(
    rawBody: Uint8Array,
    signatureHeader: string | undefined,
    secrets: readonly string[],
  ): readonly boolean[];
  /** Whether the body, byte for byte, was signed with one of the installation's secrets. */
  isAuthentic(rawBody: Uint8Array, signatureHeader: string | undefined): boolean;
  /** Every item of the body in our words; what is not understood is an item too. Never throws. */
  read(rawBody: Uint8Array, receivedAt: Date): readonly WebhookItem[];
}
