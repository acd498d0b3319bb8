import type { WebhookReader } from '../../../application/ports/messaging/webhook-reader.ts';
import type { UnhandledItem } from '../../../domain/messaging/webhook-item.ts';
import { readWebhook } from './webhook-payload.ts';
import { isSignature, verifySignature, verifyToken } from './webhook-signature.ts';
import { digestOf } from './canonical-json.ts';

type Settings = { readonly appSecrets: readonly string[]; readonly verifyToken: string };

/** Deeper than anything Meta sends; JSON.stringify and Postgres give up at some thousands. */
const deepest = 200;

export const metaWebhookReader = ({ appSecrets, verifyToken: expected }: Settings): WebhookReader => ({
  isOurToken: (given) => verifyToken(given, expected),
  isOneOf: (given, tokens) => tokens.map((token) => verifyToken(given, token)).includes(true),
  isSignature,
  signedWith: (rawBody, header, secrets) =>
    secrets.map((secret) => verifySignature(bufferOf(rawBody), header, [secret])),
  isAuthentic: (rawBody, header) => verifySignature(bufferOf(rawBody), header, appSecrets),
  read(rawBody, receivedAt) {
    const text = bufferOf(rawBody).toString('utf8');
    if (nesting(text) > deepest) return [unreadable('nested-too-deeply', text)];
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      return [unreadable('not-json', text)];
    }
    return readWebhook(body, receivedAt);
  },
});

const bufferOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

const unreadable = (reason: string, text: string): UnhandledItem => ({
  kind: 'unhandled',
  number: {},
  reason,
  dedupeKey: `other:${digestOf(text)}`,
  raw: text,
});

/** How deep objects and arrays are nested, strings aside. */
function nesting(text: string): number {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) most = Math.max(most, ++depth);
    else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return most;
}
