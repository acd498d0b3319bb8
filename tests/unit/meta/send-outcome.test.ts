import { sameToken } from '../../../src/adapters/meta/access-token.ts';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { metaMessageSender } from '../../../src/adapters/meta/send/message-sender.ts';
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
  it.each([
    ['a closed window', 400, error(131047), 'refused', 'needs-template', '131047'],
    ['throttling', 400, error(130429), 'refused', 'rate-limited', '130429'],
    ['throttling as a server fault', 500, error(80007), 'refused', 'rate-limited', '80007'],
    ['a dead token', 401, error(190), 'refused', 'account', '190'],
    ['a configuration error as a server fault', 500, error(131045), 'refused', 'account', '131045'],
    ['a transient fault turned away', 400, error(131000), 'refused', 'transient', '131000'],
    ['a transient fault of the server', 500, error(131000), 'unknown', 'transient', '131000'],
    ['an unknown fault of the server', 500, error(987654), 'unknown', 'transient', '987654'],
    ['a page of the edge', 502, '<html>Bad Gateway', 'unknown', 'transient', 'http-502'],
    ['a refusal that calls itself success', 200, error(131026), 'refused', 'final', '131026'],
    ['an empty 404', 404, '', 'refused', 'final', 'http-404'],
  ])('answered with %s', async (_, status, body, outcome, failureClass, code) => {
    const { sender } = await graph(answering(status, body));
    expect(await sender.send(request())).toMatchObject({ outcome, failure: { class: failureClass, code } });
  });

  it('is refused by ourselves, and WhatsApp not asked, when nobody is known to whom it could go', async () => {
    const { sender, seen } = await graph(answering(200, accepted));
    expect(await sender.send({ ...request(), to: {} })).toMatchObject({ outcome: 'refused', isOwn: true });
    expect(seen).toEqual([]);
  });

  it('is unknown when the answer is late', async () => {
    const { sender, seen } = await graph(() => undefined, 60);
    expect(await sender.send(request())).toMatchObject({ outcome: 'unknown', failure: { code: 'timeout' } });
    expect(seen).toHaveLength(1);
  });

  it('is unknown when the connection breaks before the answer', async () => {
    const { sender } = await graph((response) => response.destroy());
    expect(await sender.send(request())).toMatchObject({
      outcome: 'unknown',
      failure: { class: 'transient', code: 'connection-reset' },
    });
  });

  it.each([
    ['without an id', answering(200, { messages: [] })],
    ['cut short', answering(200, '{"messages":[{"id"')],
    ['that is no JSON', answering(200, '<html>')],
    ['larger than any', answering(200, `"${'x'.repeat(70_000)}"`)],
    [
      'within which the connection breaks',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '500' }).write('{"messages":');
        setTimeout(() => response.destroy(), 10);
      },
    ],
    [
      'that does not end in time',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '500' }).write('{"messages":');
      },
    ],
  ])('is taken with a success %s', async (_, answer) => {
    const { sender } = await graph(answer, 200);
    expect(await sender.send(request())).toEqual({ outcome: 'accepted' });
  });

  it('carries the token nowhere else', async () => {
    const other = await graph(answering(200, accepted));
    const { sender } = await graph(answering(307, '', { location: 'http://127.0.0.1:1/elsewhere' }));
    expect(await sender.send(request())).toMatchObject({
      outcome: 'refused',
      failure: { class: 'account', code: 'http-307' },
    });
    expect(other.seen).toHaveLength(0);
  });

  it.each([
    ['nobody listens', 'http://127.0.0.1:1', 'connection-refused'],
    ['the name is unknown', 'http://graph.invalid', 'dns-failure'],
    ['the URL is none', 'nowhere', 'request-invalid'],
  ])('is refused when %s', async (_, graphUrl, code) => {
    const sender = metaMessageSender({
      graphUrl,
      version: 'v25.0',
      tokenOf: sameToken(accessToken),
      timeoutMs: 5_000,
    });
    expect(await sender.send(request())).toMatchObject({
      outcome: 'refused',
      failure: { class: 'transient', code },
    });
  });

  it('is refused without a phone number id or an address', async () => {
    const { sender, seen } = await graph(answering(200, accepted));
    const unregistered = { clinicId: from.clinicId, whatsappNumber: from.whatsappNumber };
    expect(await sender.send(request({ from: unregistered }))).toMatchObject({
      failure: { class: 'account', code: 'number-without-phone-number-id' },
    });
    expect(await sender.send(request({ to: {} }))).toMatchObject({ failure: { class: 'final' } });
    expect(seen).toHaveLength(0);
  });

  it('is left to another process when a newer version has queued what this one does not know', async () => {
    const { sender, seen } = await graph(answering(200, accepted));
    const content = { type: 'of-tomorrow', body: 'Olá!' } as never;
    expect(await sender.send(request({ content }))).toMatchObject({
      outcome: 'refused',
      failure: { class: 'transient', code: 'content-of-newer-version' },
    });
    expect(seen).toHaveLength(0);
  });
});
