import { randomBytes } from 'node:crypto';
import { whoWrites } from './phone-page.ts';
import { json, readJson, type Handler, type World } from './world.ts';

const longestSeconds = 86_400;

/**
 * `POST /_twin/patient-call` calls the clinic: `{ from, name, seconds?, phoneNumberId?, hidesPhone? }`. Nobody takes it, or
 * somebody does for so many `seconds`. The webhooks of its beginning and its end go out one after the other.
 */
export const phoneCalls =
  (world: World): Handler =>
  async (request, response, path) => {
    if (path !== '/_twin/patient-call' || request.method !== 'POST') return false;
    const command = await readJson(request);
    const caller = whoWrites(world, command);
    if (caller === undefined) {
      json(response, 400, { error: { message: 'from is a phone number in digits', code: 100 } });
      return true;
    }
    const { number, chat, contacts, sender } = caller;
    const seconds = secondsOf(command['seconds']);
    const id = `wacid.PHONE${randomBytes(18).toString('base64')}`;
    const at = Date.now();
    world.chats.add(chat, {
      id,
      from: 'patient',
      at,
      content: { type: 'call', call: { seconds } },
      status: 'sent',
    });
    const began = Math.floor(at / 1000) - seconds;
    const call = { id, ...sender, to: number.displayNumber, direction: 'USER_INITIATED' };
    const session = { sdp_type: 'offer', sdp: 'v=0\r\n' };
    const taken = { start_time: String(began), end_time: String(began + seconds), duration: seconds };
    const events = [
      { ...call, event: 'connect', timestamp: String(began), session },
      {
        ...call,
        event: 'terminate',
        timestamp: String(began + seconds),
        status: seconds > 0 ? 'COMPLETED' : 'FAILED',
        ...(seconds > 0 && taken),
      },
    ];
    void deliverAll(events, (event) => world.deliver(number, { contacts, calls: [event] }, 'calls'))
      .then((areTaken) => areTaken && world.chats.mark(chat, id, 'delivered'))
      .catch(() => undefined);
    json(response, 200, { id });
    return true;
  };

const secondsOf = (value: unknown): number =>
  typeof value === 'number' && value > 0 ? Math.min(Math.floor(value), longestSeconds) : 0;

async function deliverAll<T>(
  events: readonly T[],
  deliver: (event: T) => Promise<boolean>,
): Promise<boolean> {
  for (const event of events) if (!(await deliver(event))) return false;
  return true;
}
