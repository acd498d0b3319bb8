import { describe, expect, it } from 'vitest';
import { readWebhook } from '../../../src/adapters/meta/webhook/webhook-payload.ts';
import { callEvent, contact, messagesChange, webhookBody } from '../../support/builders/meta-webhooks.ts';

const received = new Date('2026-11-23T12:00:00Z');
const read = (calls: readonly unknown[], contacts: readonly unknown[] = [contact()]) =>
  readWebhook(webhookBody(messagesChange({ contacts, calls }, 'calls')), received);
const readOne = (call: unknown) => read([call])[0];

describe('a call of a patient', () => {
  it('that nobody took is an entry under the call’s id when it is over', () => {
    expect(readOne(callEvent())).toMatchObject({
      kind: 'message',
      origin: 'patient',
      person: { phone: '5511955500001', bsuid: 'BR.1000000000000000001', profileName: 'Ana' },
      dedupeKey: 'call:wacid.1',
      type: 'call',
      text: 'Ligação perdida',
      details: { call: { outcome: 'missed' } },
      sentAt: new Date(1795000000 * 1000),
    });
    expect(readOne(callEvent())).not.toHaveProperty('metaMessageId');
  });

  it('that was answered says for how long, and stands at its beginning', () => {
    const talked = { status: 'COMPLETED', start_time: '1794999875', end_time: '1795000000', duration: 125 };
    expect(readOne(callEvent(talked))).toMatchObject({
      text: 'Ligação atendida (2 min 5 s)',
      details: { call: { outcome: 'ended', seconds: 125 } },
      sentAt: new Date(1794999875 * 1000),
    });
  });

  it.each([
    ['COMPLETED without a start or a duration', { status: 'COMPLETED' }, 'missed'],
    ['a duration of nothing', { status: 'COMPLETED', start_time: '1795000000', duration: 0 }, 'missed'],
    ['FAILED, however long it was', { status: 'FAILED', start_time: '1794999990', duration: 9 }, 'missed'],
    ['no status at all', { status: undefined }, 'missed'],
    ['a duration that goes back', { status: 'COMPLETED', duration: -4 }, 'missed'],
    ['REJECTED', { status: 'REJECTED' }, 'rejected'],
    ['a start alone', { status: 'COMPLETED', start_time: '1794999990' }, 'ended'],
    ['a duration in digits', { status: 'COMPLETED', duration: '33' }, 'ended'],
    [
      'a start and an end',
      { status: 'COMPLETED', start_time: '1794999990', end_time: '1795000000' },
      'ended',
    ],
  ])('that ends with %s is told by what is sure', (_, end, outcome) => {
    expect(readOne(callEvent(end))).toMatchObject({ details: { call: { outcome } } });
  });

  it('of somebody who shows a username only is theirs by the user id', () => {
    expect(readOne(callEvent({ from: '', from_user_id: 'BR.7' }))).toMatchObject({
      person: { bsuid: 'BR.7' },
    });
  });

  it.each(['connect', 'accept', undefined])('is not over with the event %j: kept raw', (event) => {
    const call = callEvent({ event, status: undefined });
    expect(readOne(call)).toMatchObject({ kind: 'unhandled', reason: 'field:calls', raw: call });
  });

  it.each([
    ['nobody', { from: undefined, from_user_id: undefined }],
    ['no id', { id: undefined }],
    ['an id without end', { id: 'w'.repeat(600) }],
  ])('that names %s is kept raw', (_, missing) => {
    expect(readOne(callEvent(missing))).toMatchObject({ kind: 'unhandled', reason: 'field:calls' });
  });

  it.each([7, null, 'terminate', []])('that is %j is kept raw', (call) => {
    expect(readWebhook(webhookBody(messagesChange({ calls: [call] }, 'calls')), received)).toMatchObject([
      { kind: 'unhandled', reason: 'field:calls', raw: call },
    ]);
  });
});

describe('a call of the clinic', () => {
  const byClinic = {
    ...{ from: '551133330000', to: '5511955500001', to_user_id: 'BR.1000000000000000001' },
    ...{ from_user_id: undefined, direction: 'BUSINESS_INITIATED' },
  };

  it('is the patient’s whom it called, and the clinic’s side made it', () => {
    expect(readOne(callEvent({ ...byClinic, status: 'COMPLETED', duration: 60 }))).toMatchObject({
      origin: 'staff',
      sentByClinic: true,
      person: { phone: '5511955500001', profileName: 'Ana' },
      dedupeKey: 'call:wacid.1',
      text: 'Ligação da clínica atendida (1 min)',
    });
    expect(readOne(callEvent(byClinic))).toMatchObject({ text: 'Ligação da clínica não atendida' });
  });

  it('is recognised by its number where the direction is missing', () => {
    expect(readOne(callEvent({ ...byClinic, direction: undefined }))).toMatchObject({ origin: 'staff' });
    expect(readOne(callEvent({ direction: undefined }))).toMatchObject({ origin: 'patient' });
  });

  it('has statuses on the way, which are kept raw', () => {
    const statuses = [{ id: 'wacid.1', type: 'call', status: 'REJECTED', event: 'terminate' }];
    expect(readWebhook(webhookBody(messagesChange({ statuses }, 'calls')), received)).toMatchObject([
      { kind: 'unhandled', reason: 'field:calls' },
    ]);
  });
});
