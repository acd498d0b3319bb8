import { describe, expect, it } from 'vitest';
import { verifySignature, verifyToken } from '../../../src/adapters/meta/webhook/webhook-signature.ts';
import { bodyWithMessages, escapeLikeMeta, sign, textMessage } from '../../support/builders/meta-webhooks.ts';

const secret = 'invented-app-secret';
const json = JSON.stringify(bodyWithMessages(textMessage({ body: 'Não consigo amanhã 😷' })));
const bytes = Buffer.from(escapeLikeMeta(json));
const header = sign(bytes, secret);

describe('the signature of a webhook', () => {
  it('is accepted over the escaped bytes that Meta signed', () => {
    expect(verifySignature(bytes, header, [secret])).toBe(true);
  });

  it('is refused for the same JSON in another encoding', () => {
    expect(verifySignature(Buffer.from(json), header, [secret])).toBe(false);
  });

  it('is accepted under the previous secret while secrets rotate', () => {
    expect(verifySignature(bytes, header, ['new-secret', secret])).toBe(true);
    expect(verifySignature(bytes, header, [secret, 'new-secret'])).toBe(true);
  });

  it.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['a bare hash', header.slice('sha256='.length)],
    ['upper-case hex', header.toUpperCase().replace('SHA256', 'sha256')],
    ['the legacy algorithm', header.replace('sha256=', 'sha1=')],
    ['a hash that is too short', header.slice(0, -1)],
    ['a hash that is too long', `${header}0`],
    ['a line break at the end', `${header}\n`],
    ['another hash', `sha256=${'0'.repeat(64)}`],
  ])('is refused with %s', (_, given) => {
    expect(verifySignature(bytes, given, [secret])).toBe(false);
  });

  it('is refused when no secret is configured', () => {
    expect(verifySignature(bytes, header, [])).toBe(false);
    expect(verifySignature(bytes, sign(bytes, ''), [''])).toBe(false);
  });
});

describe('the verify token', () => {
  it('is accepted when equal', () => {
    expect(verifyToken('invented-token', 'invented-token')).toBe(true);
  });

  it.each(['invented-toke', 'INVENTED-TOKEN', '', undefined, ['invented-token'], 7])(
    'is refused as %j',
    (given) => {
      expect(verifyToken(given, 'invented-token')).toBe(false);
    },
  );

  it('is refused when none is configured', () => {
    expect(verifyToken('', '')).toBe(false);
  });
});
