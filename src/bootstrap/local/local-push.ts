import { z } from 'zod';
import { areVapidKeys, makeVapidKeys } from '../../adapters/announcing/push/vapid-keys.ts';
import type { WebPushSettings } from '../../adapters/announcing/push/web-push.ts';
import type { Config } from '../config/config.ts';
import { makeOnce } from './development-secrets.ts';

const pair = z.object({ publicKey: z.string(), privateKey: z.string() }).refine(areVapidKeys);

/** As configured; a local run makes a pair once, so that it can be tried. Absent in production without one. */
export async function openPush(
  { push, DATA_DIR, PUSH_TIMEOUT_MS }: Config,
  isLocal: boolean,
): Promise<WebPushSettings | undefined> {
  if (push !== undefined || !isLocal) return push;
  const kept = pair.parse(await makeOnce(DATA_DIR, 'development-push-keys.json', makeVapidKeys()));
  // Apple takes no subject without a domain
  return { ...kept, subject: 'mailto:atende@example.com', timeoutMs: PUSH_TIMEOUT_MS, isOpen: true };
}
