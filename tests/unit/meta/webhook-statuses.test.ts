import { describe, expect, it } from 'vitest';
import { readWebhook } from '../../../src/adapters/meta/webhook/webhook-payload.ts';
import {
  bodyWithStatuses,
  messagesChange,
  statusUpdate,
  webhookBody,
} from '../../support/builders/meta-webhooks.ts';

const readOne = (given: unknown) => readWebhook(bodyWithStatuses(given), new Date())[0];

describe('a status', () => {
  it.each(['sent', 'delivered', 'read', 'played', 'failed'])('of %s is read', (status) => {
    expect(readOne(statusUpdate({ id: 'wamid.O', status }))).toMatchObject({
      kind: 'status',
      metaMessageId: 'wamid.O',
      status,
      at: new Date(1795000005 * 1000),
      recipient: { phone: '5511955500001' },
      dedupeKey: `status:wamid.O:${status}:`,
    });
  });

  it('of another word is kept under that word', () => {
    expect(readOne(statusUpdate({ status: 'deleted' }))).toMatchObject({ reason: 'status-unknown:deleted' });
    expect(readOne(statusUpdate({ status: 'two words' }))).toMatchObject({ reason: 'status-unknown:other' });
  });

  it.each([null, 7, [], statusUpdate({ id: undefined }), statusUpdate({ status: undefined })])(
    'as %j is malformed',
    (given) => {
      expect(readOne(given)).toMatchObject({ kind: 'unhandled', reason: 'status-malformed', raw: given });
    },
  );

  it('tells our message id only when the tracker is one of ours', () => {
    const outboundId = '019adf00-0000-7000-8000-000000000001';
    expect(readOne(statusUpdate({ biz_opaque_callback_data: outboundId }))).toMatchObject({ outboundId });
    expect(readOne(statusUpdate({ biz_opaque_callback_data: 'campaign-7' }))).not.toHaveProperty(
      'outboundId',
    );
  });

  it('of a failure carries the code with its class', () => {
    const errors = [{ code: 131047, title: 'Re-engagement message' }];
    expect(readOne(statusUpdate({ status: 'failed', errors, recipient_id: undefined }))).toMatchObject({
      error: { code: 131047, title: 'Re-engagement message', class: 'needs-template' },
      recipient: {},
    });
  });

  it.each(['recipient_parent_user_id', 'parent_recipient_user_id'])('reads the parent id from %s', (name) => {
    const given = statusUpdate({ recipient_user_id: 'BR.1', recipient_id: undefined, [name]: 'BR.ENT.1' });
    expect(readOne(given)).toMatchObject({ recipient: { bsuid: 'BR.1', parentBsuid: 'BR.ENT.1' } });
  });

  it.each(['recipient_participant_id', 'participant_recipient_id'])(
    'of a group names %s in its key',
    (name) => {
      const given = statusUpdate({
        id: 'wamid.G',
        recipient_id: 'R1JVUE8',
        recipient_type: 'group',
        [name]: '5511955500002',
      });
      expect(readOne(given)).toMatchObject({
        recipient: { phone: '5511955500002' },
        dedupeKey: 'status:wamid.G:delivered:5511955500002',
      });
    },
  );

  it('of a call is a call', () => {
    const statuses = [{ id: 'wacid.1', type: 'call', status: 'RINGING' }];
    const [item] = readWebhook(webhookBody(messagesChange({ statuses }, 'calls')), new Date());
    expect(item).toMatchObject({
      kind: 'unhandled',
      reason: 'field:calls',
      dedupeKey: 'call:wacid.1:RINGING',
    });
  });
});
