import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { startTwin as startTwinOfMeta } from '../../../twin/start-twin.ts';
import { startTwin as startTwinOfGoogle } from '../../support/vendors/google-twin.ts';

const twins = {
  async Meta() {
    const twin = await startTwinOfMeta({
      host: '127.0.0.1',
      port: 0,
      webhookUrl: 'http://127.0.0.1:9/webhook',
      appSecret: 'test-app-secret',
      accessToken: 'test-access-token',
      numbers: [],
    });
    onTestFinished(() => twin.close());
    return { url: twin.phoneUrl, command: '_twin/faults' };
  },
  async Google() {
    const twin = await startTwinOfGoogle();
    onTestFinished(() => twin.close());
    return { url: twin.calendarUrl, command: '_twin/google/faults' };
  },
};

/** `fetch` would not send another Host. */
const statusOf = (url: string, method: string, headers: Record<string, string>) =>
  new Promise<number>((resolve, reject) => {
    request(url, { method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

test.each(Object.entries(twins))(
  'the twin of %s takes commands from its own page and from programs, and from no other page of the browser',
  async (_, start) => {
    const { url, command } = await start();
    const { origin, host } = new URL(url);
    const send = (headers: Record<string, string>) =>
      statusOf(`${url}${command}`, 'DELETE', { host, ...headers });
    expect(await send({})).toBeLessThan(300);
    expect(await send({ origin })).toBeLessThan(300);
    expect(await send({ origin: 'https://elsewhere.example' })).toBe(403);
    expect(await send({ origin: 'http://127.0.0.1:5173' })).toBe(403);
    expect(await send({ origin: 'null' })).toBe(403);
    // a name of somebody else's that leads to this machine
    expect(await send({ host: 'elsewhere.example', origin: 'http://elsewhere.example' })).toBe(403);
    expect(await statusOf(url, 'GET', { host: 'elsewhere.example' })).toBe(200);
  },
);
