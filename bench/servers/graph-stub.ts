import { setTimeout as pause } from 'node:timers/promises';
import { startGraphStub, type GraphStub } from '../../tests/support/vendors/graph-stub.ts';
import { phoneNumberId, signature } from '../ingest/signed-requests.ts';

/** WhatsApp in a bad mood: loses one answer in fifty, or as said, and reports statuses to whichever web process listens. */
export function startMoodyGraph(
  webhookUrls: () => readonly string[],
  random: () => number,
  losing = 0.02,
): Promise<GraphStub> {
  return startGraphStub(({ wamid, callbackData, to }) => {
    void report(wamid, callbackData, to);
    return random() < losing ? 'drop-answer' : 'accept';
  });

  async function report(wamid: string, callbackData: string, to: string): Promise<void> {
    for (const status of ['delivered', 'sent']) {
      const value = {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: '5511955500000', phone_number_id: phoneNumberId },
        statuses: [
          {
            id: wamid,
            status,
            timestamp: String(Math.floor(Date.now() / 1000)),
            recipient_id: to,
            biz_opaque_callback_data: callbackData,
          },
        ],
      };
      const entry = [{ id: '200000000000001', changes: [{ field: 'messages', value }] }];
      await postUntilTaken(
        webhookUrls,
        JSON.stringify({ object: 'whatsapp_business_account', entry }),
        random,
      );
    }
  }
}

/** As Meta does: anything but 200 is sent again, to any of the processes. Returns how often it was sent. */
export async function postUntilTaken(
  urls: () => readonly string[],
  body: string,
  random: () => number,
): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const all = urls();
    const url = all[Math.floor(random() * all.length)] ?? '';
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature(body) },
      body,
      signal: AbortSignal.timeout(10_000),
    }).catch(() => undefined);
    if (answer?.status === 200) return tries;
    await pause(50 + random() * 100);
  }
}
