import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromDatedJson, toDatedJson } from '../../../src/domain/assistant/model/dated-json.ts';

const anyKey = fc.oneof(fc.string(), fc.constantFrom('$date', '$$date', '$$$date', 'date'));

const { value: anyDatedValue } = fc.letrec((again) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, 1.5, '', '2026-11-26T12:00:00.000Z'),
    fc.string(),
    fc.date({ noInvalidDate: true }),
    fc.array(again('value'), { maxLength: 3 }),
    fc.dictionary(anyKey, again('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

it('whatever is written comes back as it was, instants as instants, also where somebody wrote our mark', () => {
  fc.assert(
    fc.property(anyDatedValue, (value) => {
      expect(fromDatedJson(JSON.parse(JSON.stringify(toDatedJson(value))))).toStrictEqual(value);
    }),
    { numRuns: 2_000 },
  );
});
