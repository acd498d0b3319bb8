import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { json, readJson, type Handler, type World } from './world.ts';

const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/icon.svg': ['icon.svg', 'image/svg+xml'],
  '/phone.css': ['phone.css', 'text/css; charset=utf-8'],
  '/phone.js': ['phone.js', 'text/javascript; charset=utf-8'],
};
const phoneShape = /^\d{8,15}$/;

/** The patients' phones: the page, its live updates, and the commands it and the tests give. */
export function phonePage(world: World): Handler {
  return async (request, response, path) => {
    const { method } = request;
    const file = files[path];
    if (method === 'GET' && file !== undefined) {
      const content = await readFile(new URL(`phone/${file[0]}`, import.meta.url));
      response.writeHead(200, {
        'content-type': file[1],
        'content-security-policy': "default-src 'self'",
        'x-content-type-options': 'nosniff',
      });
      response.end(content);
    } else if (method === 'GET' && path === '/_twin/chats') {
      json(response, 200, { chats: world.chats.all(), numbers: world.numbers });
    } else if (method === 'GET' && path === '/_twin/events') follow(response);
    else if (method === 'GET' && path === '/_twin/sent') json(response, 200, world.sent);
    else if (method === 'POST' && path === '/_twin/patient-message') {
      write(await readJson(request), response);
    } else return false;
    return true;
  };

  function follow(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(':\n\n');
    const tell = (change: object) => response.write(`data: ${JSON.stringify(change)}\n\n`);
    world.chats.changes.on('change', tell);
    response.once('close', () => world.chats.changes.off('change', tell));
  }

  /** `{ from, name, text, hidesPhone? }`, or `message` with the type-specific part of a raw one. */
  function write(command: Record<string, unknown>, response: ServerResponse): void {
    const { text, message } = command;
    const caller = whoWrites(world, command);
    if (caller === undefined) {
      json(response, 400, { error: { message: 'from is a phone number in digits', code: 100 } });
      return;
    }
    const { number, chat, contacts, sender } = caller;
    const content =
      typeof message === 'object' && message !== null
        ? message
        : { type: 'text', text: { body: typeof text === 'string' ? text : '' } };
    const id = `wamid.PHONE${randomBytes(18).toString('base64')}`;
    const at = Date.now();
    world.chats.add(chat, { id, from: 'patient', at, content: { ...content }, status: 'sent' });
    const sent = { id, timestamp: String(Math.floor(at / 1000)), ...content };
    void world
      .deliver(number, { contacts, messages: [{ ...sender, ...sent }] })
      .then((isTaken) => isTaken && world.chats.mark(chat, id, 'delivered'))
      .catch(() => undefined);
    json(response, 200, { id });
  }
}

/** The phone of a command with `from`, `name`, `phoneNumberId?` and `hidesPhone?`; `undefined` where `from` is none. */
export function whoWrites(
  world: World,
  { from, name, phoneNumberId, hidesPhone }: Readonly<Record<string, unknown>>,
) {
  const number = world.numbers.find((each) => each.phoneNumberId === phoneNumberId) ?? world.numbers[0];
  if (typeof from !== 'string' || !phoneShape.test(from) || number === undefined) return undefined;
  const chat = world.chats.open({
    phone: from,
    name: typeof name === 'string' ? name.slice(0, 60) : from,
    ...(hidesPhone === true && { userId: `BR.${randomBytes(9).toString('hex')}` }),
  });
  const { userId } = chat.patient;
  const profile = { name: chat.patient.name };
  // of whom shows a username only, the fields with the phone are left out
  return userId === undefined
    ? { number, chat, contacts: [{ profile, wa_id: from }], sender: { from } }
    : { number, chat, contacts: [{ profile, user_id: userId }], sender: { from_user_id: userId } };
}
