import { afterEach, describe, expect, it } from 'vitest';
import {
  accepted,
  accessToken,
  answering,
  closeGraphs,
  error,
  from,
  graph,
  request,
} from './graph-double.ts';

afterEach(closeGraphs);

describe('a send', () => {
  it('posts to the number with the token in the header only', async () => {
    const { sender, seen, body, calls } = await graph(answering(200, accepted, { 'x-fb-trace-id': 'Ahead' }));
    expect(await sender.send(request())).toEqual({
      outcome: 'accepted',
      metaMessageId: 'wamid.1',
      waId: '551155500001',
      traceId: 'Ahead',
    });
    expect(seen[0]).toMatchObject({
      url: '/v25.0/900000000000001/messages',
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect(body()).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+5511955500001',
      type: 'text',
      text: { body: 'Olá!', preview_url: false },
      biz_opaque_callback_data: '019adf00-0000-7000-8000-000000000001',
    });
    expect(calls).toMatchObject([
      { operation: 'send', requestId: 'r-1', result: 'http-200', traceId: 'Ahead' },
    ]);
    expect(JSON.stringify(calls)).not.toContain(accessToken);
  });

  it('goes to the user id when the phone is hidden', async () => {
    const { sender, body } = await graph(
      answering(200, { messages: [{ id: 'w' }], contacts: [{ user_id: 'BR.1' }] }),
    );
    expect(await sender.send(request({ to: { bsuid: 'BR.1' } }))).toEqual({
      outcome: 'accepted',
      metaMessageId: 'w',
      bsuid: 'BR.1',
    });
    expect(body()).toMatchObject({ recipient: 'BR.1' });
    expect(body()).not.toHaveProperty('to');
  });

  it('asks for a hidden phone by one button', async () => {
    const { sender, body } = await graph(answering(200, { messages: [{ id: 'w' }] }));
    await sender.send(
      request({ to: { bsuid: 'BR.1' }, content: { type: 'contact-request', body: 'Pode compartilhar?' } }),
    );
    expect(body()).toMatchObject({
      recipient: 'BR.1',
      type: 'interactive',
      interactive: {
        type: 'contact_request',
        body: { text: 'Pode compartilhar?' },
        action: { name: 'request_contact_info' },
      },
    });
  });

  it('brings every name that the answer has for the recipient, a user id in the phone’s place among them', async () => {
    const named = async (contact: object) => {
      const { sender } = await graph(answering(200, { messages: [{ id: 'w' }], contacts: [contact] }));
      return sender.send(request());
    };
    expect(await named({ wa_id: '551155500001', user_id: 'BR.1', parent_user_id: 'BR.ENT.1' })).toMatchObject(
      { waId: '551155500001', bsuid: 'BR.1', parentBsuid: 'BR.ENT.1' },
    );
    expect(await named({ wa_id: 'BR.1' })).toEqual({
      outcome: 'accepted',
      metaMessageId: 'w',
      bsuid: 'BR.1',
    });
  });

  it('offers buttons and lists', async () => {
    const { sender, seen } = await graph(answering(200, accepted));
    const buttons = [{ id: 'a', title: 'Sim' }];
    const sections = [{ title: '', rows: [{ id: 'r', title: '09:00', description: 'Dra. Lia' }] }];
    await sender.send(request({ content: { type: 'buttons', body: 'Confirma?', buttons } }));
    await sender.send(request({ content: { type: 'list', body: 'Escolha', button: 'Horários', sections } }));
    expect(seen.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      {
        type: 'interactive',
        interactive: {
          type: 'button',
          action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'Sim' } }] },
        },
      },
      {
        type: 'interactive',
        interactive: {
          type: 'list',
          action: {
            button: 'Horários',
            sections: [{ rows: [{ id: 'r', title: '09:00', description: 'Dra. Lia' }] }],
          },
        },
      },
    ]);
  });
});

describe('mark as read', () => {
  const read = { from, metaMessageId: 'wamid.IN', typing: true, requestId: 'r-2' };

  it('shows typing when asked to', async () => {
    const { sender, body } = await graph(answering(200, { success: true }));
    expect(await sender.markRead(read)).toBe(true);
    expect(body()).toEqual({
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.IN',
      typing_indicator: { type: 'text' },
    });
  });

  it('is false when refused', async () => {
    const { sender } = await graph(answering(400, error(131009)));
    expect(await sender.markRead({ ...read, typing: false })).toBe(false);
  });
});
