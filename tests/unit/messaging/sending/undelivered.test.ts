import { expect, it } from 'vitest';
import { undelivered } from '../../../../src/domain/messaging/sending/undelivered.ts';

const now = new Date('2026-03-10T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const failed = (hours = 1, error = { code: '131026', class: 'final' }) =>
  ({ status: 'failed', error, times: { failed: hoursAgo(hours) } }) as const;
const delivered = { status: 'delivered', times: {} } as const;

it.each([
  ['nothing was said', [], undefined],
  ['it failed', [failed()], { at: hoursAgo(1), errorCode: '131026' }],
  [
    'something later was only sent',
    [failed(), { status: 'sent', times: {} }],
    { at: hoursAgo(1), errorCode: '131026' },
  ],
  ['something later arrived', [failed(), delivered], undefined],
  ['something earlier arrived', [delivered, failed()], { at: hoursAgo(1), errorCode: '131026' }],
  ['it arrived after all', [{ ...failed(), status: 'read' as const }], undefined],
  ['it failed a week ago', [failed(7 * 24)], undefined],
  ['it waits for the window', [failed(1, { code: '131047', class: 'needs-template' })], undefined],
  [
    'several failed',
    [failed(2, { code: '1', class: 'final' }), failed(1, { code: '2', class: 'final' })],
    { at: hoursAgo(1), errorCode: '2' },
  ],
] as const)('when %s, what is shown as not delivered is said by what came last', (_, said, expected) => {
  expect(undelivered(said, now)).toEqual(expected);
});
