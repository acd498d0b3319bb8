import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../../src/adapters/meta/webhook/canonical-json.ts';
import { verifySignature } from '../../../src/adapters/meta/webhook/webhook-signature.ts';
import { sign } from '../../support/builders/meta-webhooks.ts';

it('writes canonical JSON that parses to the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it('accepts a signature over the same bytes only', () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 }).map((array) => Buffer.from(array));
  const secret = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(bytes, secret, fc.nat(), (body, key, at) => {
      const header = sign(body, key);
      expect(verifySignature(body, header, [key])).toBe(true);
      expect(verifySignature(body, header, [`${key}x`])).toBe(false);
      const tampered = Buffer.from(body);
      tampered[at % body.length]! ^= 1;
      expect(verifySignature(tampered, header, [key])).toBe(false);
    }),
  );
});

it('never throws for any header', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      expect(verifySignature(Buffer.from('{}'), header, ['s'])).toBe(false);
    }),
  );
});
