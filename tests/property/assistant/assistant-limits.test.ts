import fc from 'fast-check';
import { it } from 'vitest';
import type { OutboundContent } from '../../../src/domain/messaging/message.ts';
import { fitToWhatsApp } from '../../../src/domain/messaging/whatsapp-limits.ts';
import { checkLimits } from './assistant-worlds.ts';

it('fits any content', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }).map((some) => some.repeat(150)),
  );
  const choice = fc.record({ id: text, title: text });
  const content: fc.Arbitrary<OutboundContent> = fc.oneof(
    fc.record({ type: fc.constant('text' as const), body: text }),
    fc.record({
      type: fc.constant('buttons' as const),
      body: text,
      buttons: fc.array(choice, { maxLength: 6 }),
    }),
    fc.record({
      type: fc.constant('list' as const),
      body: text,
      button: text,
      sections: fc.array(
        fc.record({
          title: text,
          rows: fc.array(fc.record({ id: text, title: text, description: text }), { maxLength: 9 }),
        }),
        { maxLength: 4 },
      ),
    }),
  );
  fc.assert(
    fc.property(content, (any) => fitToWhatsApp(any).forEach(checkLimits)),
    { numRuns: 300 },
  );
});
