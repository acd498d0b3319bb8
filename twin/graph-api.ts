import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { templateMessage } from './templates.ts';
import { refusalOf } from './message-rules.ts';
import { json, readJson, type Handler, type World } from './world.ts';
import type { BusinessNumber } from './webhooks.ts';

const sendPath = /^\/v\d+\.\d+\/(\d+)\/messages$/;
const dayMs = 24 * 3_600_000;
const mostSent = 5_000;

/** `POST /v25.0/{PHONE_NUMBER_ID}/messages`: sends, read receipts and typing, with the statuses that follow. */
export function graphApi(world: World, stopped: AbortSignal): Handler {
  return async (request, response, path) => {
    const [, phoneNumberId] = sendPath.exec(path) ?? [];
    if (phoneNumberId === undefined || request.method !== 'POST') return false;
    const message = await readJson(request);
    if (world.faults.slowMs > 0) await pause(world.faults.slowMs, undefined, { signal: stopped });
    const token = world.accounts.tokenOf(request);
    if (token === undefined) {
      refuse(response, 401, 190, 'Error validating access token');
      return true;
    }
    const number = world.accounts.find(phoneNumberId);
    if (number === undefined || !token.wabaIds.includes(number.wabaId))
      refuse(response, 400, 33, 'Object does not exist');
    else if (message['status'] === 'read') markRead(message, response);
    else if (world.accounts.factsOf(phoneNumberId).status !== 'CONNECTED')
      refuse(response, 400, 133_010, 'Phone number is not registered');
    else accept(number, message, response);
    return true;
  };

  function markRead(message: Record<string, unknown>, response: ServerResponse): void {
    const id = String(message['message_id']);
    const chat = world.chats.all().find(({ bubbles }) => bubbles.some((bubble) => bubble.id === id));
    if (chat === undefined) {
      refuse(response, 400, 131009, 'Unknown message id');
      return;
    }
    world.chats.mark(chat, id, 'read');
    if (message['typing_indicator'] !== undefined) world.chats.tell('typing', chat.patient.phone, {});
    json(response, 200, { success: true });
  }

  function accept(number: BusinessNumber, message: Record<string, unknown>, response: ServerResponse): void {
    const refusal = refusalOf(message) ?? unknownTarget(world, message);
    if (refusal !== undefined) {
      refuse(response, 400, refusal.code, refusal.details);
      return;
    }
    const fault = world.faults.sends > 0 ? world.faults : undefined;
    if (fault !== undefined) world.faults = { ...fault, sends: fault.sends - 1 };
    if (fault?.answer === 'drop-before-accepting') {
      response.destroy();
      return;
    }
    if (fault?.answer === 'html') {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>');
      return;
    }
    if (fault?.answer === 'error') {
      refuse(response, fault.status, fault.code, 'A fault was asked for');
      return;
    }
    const template =
      message['type'] === 'template' ? templateMessage(world, number.wabaId, message) : undefined;
    if (template !== undefined && 'refusal' in template) {
      refuse(response, 400, template.refusal.code, template.refusal.details);
      return;
    }
    const to = String(message['to'] ?? message['recipient']);
    const known = world.chats.find(to.replace(/^\+/, ''))?.patient;
    const phone = known?.phone ?? to.replace(/^\+/, '');
    /** What Meta names whom by: a user id where the clinic wrote to one. */
    const userId = message['to'] === undefined ? known?.userId : undefined;
    const wamid = `wamid.TWIN${randomBytes(18).toString('base64')}`;
    const chat = world.chats.open({ phone, name: phone });
    world.chats.add(chat, {
      id: wamid,
      from: 'clinic',
      at: Date.now(),
      content: template === undefined ? message : { ...message, shown: template.shown },
      status: 'delivered',
    });
    world.sent.push({ id: wamid, to: phone, content: message, at: new Date().toISOString() });
    if (world.sent.length > mostSent) world.sent.shift();
    // the twin forgets with its process what the product does not: who may have written is taken to have written
    const isInWindow =
      template !== undefined || chat.lastWroteAt === undefined || Date.now() - chat.lastWroteAt < dayMs;
    void report(number, phone, wamid, message['biz_opaque_callback_data'], { isInWindow, userId }).catch(
      () => undefined,
    );
    if (fault?.answer === 'drop-after-accepting') response.destroy();
    else {
      json(response, 200, {
        messaging_product: 'whatsapp',
        contacts: [{ input: to, ...(userId === undefined ? { wa_id: phone } : { user_id: userId }) }],
        messages: [{ id: wamid, message_status: 'accepted' }],
      });
    }
  }

  async function report(
    number: BusinessNumber,
    phone: string,
    wamid: string,
    callbackData: unknown,
    { isInWindow, userId }: { readonly isInWindow: boolean; readonly userId: string | undefined },
  ): Promise<void> {
    const { statuses, lateMs, failedCode } = world.faults;
    if (statuses === 'none') return;
    await pause(lateMs, undefined, { signal: stopped });
    const failure = !isInWindow ? 131047 : statuses === 'failed' ? failedCode : undefined;
    const words = failure === undefined ? ['sent', 'delivered', 'read'] : ['failed'];
    for (const status of statuses === 'reversed' ? words.toReversed() : words) {
      await world.deliver(number, {
        statuses: [
          {
            id: wamid,
            status,
            timestamp: String(Math.floor(Date.now() / 1000)),
            ...(userId === undefined ? { recipient_id: phone } : { recipient_user_id: userId }),
            ...(typeof callbackData === 'string' && { biz_opaque_callback_data: callbackData }),
            ...(failure !== undefined && { errors: [{ code: failure, title: 'A failure of the twin' }] }),
          },
        ],
      });
    }
  }
}

/** A reaction to what is nowhere. Meta says so later, by a status; here it is said at once. */
function unknownTarget(world: World, { reaction }: Record<string, unknown>) {
  if (typeof reaction !== 'object' || reaction === null || !('message_id' in reaction)) return undefined;
  const id = reaction.message_id;
  const isKnown = world.chats.all().some(({ bubbles }) => bubbles.some((bubble) => bubble.id === id));
  return isKnown ? undefined : { code: 131009, details: 'Unknown message id' };
}

function refuse(response: ServerResponse, status: number, code: number, details: string): void {
  json(response, status, {
    error: {
      message: `(#${code}) ${details}`,
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: 'twin',
    },
  });
}
