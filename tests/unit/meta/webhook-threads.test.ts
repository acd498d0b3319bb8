import { describe, expect, it } from 'vitest';
import { readWebhook } from '../../../src/adapters/meta/webhook/webhook-payload.ts';
import {
  messagesChange,
  statusUpdate,
  textMessage,
  webhookBody,
} from '../../support/builders/meta-webhooks.ts';

const read = (body: unknown) => readWebhook(body, new Date());
const patient = { phone: '5511955500001' };
const echo = { from: '551133330000', to: '5511955500001', from_user_id: undefined };

describe('echoes', () => {
  it.each(['smb_message_echoes', 'message_echoes'])('of %s belong to the recipient', (field) => {
    const message_echoes = [textMessage({ ...echo, id: 'wamid.E' })];
    expect(read(webhookBody(messagesChange({ message_echoes }, field)))).toMatchObject([
      { origin: 'staff', sentByClinic: true, person: patient, dedupeKey: 'out:wamid.E' },
    ]);
  });

  it('with from and to exchanged still belong to the patient', () => {
    const message_echoes = [textMessage({ from: echo.to, to: echo.from })];
    expect(read(webhookBody(messagesChange({ message_echoes }, 'message_echoes')))).toMatchObject([
      { origin: 'staff', person: patient },
    ]);
  });
});

describe('a thread on standby', () => {
  it('gives its messages, echoes and statuses one level deeper', () => {
    const standby = {
      messages: [textMessage({ id: 'wamid.S1' })],
      message_echoes: [
        {
          id: 'wamid.S2',
          timestamp: '1795000000',
          message: { to: '+5511955500001', type: 'text', text: { body: 'Oi' } },
        },
        { id: 'wamid.S3', message: { type: 'text' } },
      ],
      statuses: [statusUpdate()],
    };
    expect(read(webhookBody(messagesChange({ standby }, 'standby')))).toMatchObject([
      { kind: 'message', origin: 'standby', dedupeKey: 'standby:wamid.S1' },
      { kind: 'status' },
      {
        kind: 'message',
        origin: 'standby',
        sentByClinic: true,
        person: patient,
        text: 'Oi',
        dedupeKey: 'standby:wamid.S2',
      },
      { kind: 'unhandled', reason: 'message-without-sender' },
    ]);
  });

  it('may be empty', () => {
    expect(read(webhookBody(messagesChange({ standby: {} }, 'standby')))).toMatchObject([
      { reason: 'value-empty' },
    ]);
  });
});

describe('an imported history', () => {
  const history = (thread: Record<string, unknown>) =>
    read(
      webhookBody(messagesChange({ history: [{ metadata: { phase: 0 }, threads: [thread] }] }, 'history')),
    );

  it('gives both sides of a thread to its patient', () => {
    const messages = [
      textMessage({ id: 'wamid.H1', from_user_id: undefined }),
      textMessage({ ...echo, id: 'wamid.H2' }),
    ];
    expect(history({ id: '5511955500001', context: { username: '@ana' }, messages })).toMatchObject([
      { origin: 'history', person: { ...patient, profileName: 'ana' }, dedupeKey: 'in:wamid.H1' },
      { origin: 'history', person: patient, sentByClinic: true, dedupeKey: 'out:wamid.H2' },
    ]);
  });

  it('keeps a media placeholder apart, so that the media itself can follow', () => {
    const messages = [textMessage({ id: 'wamid.H3', type: 'media_placeholder' })];
    expect(history({ id: '5511955500001', messages })).toMatchObject([
      { kind: 'unhandled', reason: 'media-placeholder', dedupeKey: 'placeholder:wamid.H3' },
    ]);
    const media = textMessage({ id: 'wamid.H3', type: 'image', image: { caption: 'foto' } });
    expect(read(webhookBody(messagesChange({ messages: [media] }, 'history')))).toMatchObject([
      { origin: 'history', type: 'image', dedupeKey: 'in:wamid.H3' },
    ]);
  });

  it('that the clinic declined is kept with its reason', () => {
    const declined = [{ errors: [{ code: 2593109 }] }];
    expect(read(webhookBody(messagesChange({ history: declined }, 'history')))).toMatchObject([
      { reason: 'history-errors' },
    ]);
  });
});
