import { areVapidKeys } from '../../adapters/announcing/push/vapid-keys.ts';
import type { WebPushSettings } from '../../adapters/announcing/push/web-push.ts';
import { text, whole } from './config-values.ts';

export const pushVariables = {
  VAPID_PUBLIC_KEY: text.optional(),
  VAPID_PRIVATE_KEY: text.optional(),
  VAPID_SUBJECT: text
    .regex(/^(?:mailto:[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+|https:\/\/\S+)$/, 'must be mailto: or https:')
    .optional(),
  PUSH_TIMEOUT_MS: whole(10_000, 100, 25_000),
  PUSH_ROUND_MS: whole(3_000, 100),
};

type Values = {
  readonly VAPID_PUBLIC_KEY?: string | undefined;
  readonly VAPID_PRIVATE_KEY?: string | undefined;
  readonly VAPID_SUBJECT?: string | undefined;
  readonly PUSH_TIMEOUT_MS: number;
};

/** By which browsers are told while nobody has them open; absent when nobody has set it up. */
export function readPush(
  values: Values,
  isProduction: boolean,
  problems: string[],
): WebPushSettings | undefined {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: subject } = values;
  const named = { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: subject };
  if (Object.values(named).every((value) => value === undefined)) return undefined;
  for (const [name, value] of Object.entries(named))
    if (value === undefined) problems.push(`${name}: is required together with the other VAPID_ variables`);
  if (publicKey === undefined || privateKey === undefined || subject === undefined) return undefined;
  if (!areVapidKeys({ publicKey, privateKey }))
    problems.push(
      'VAPID_PRIVATE_KEY: does not belong to VAPID_PUBLIC_KEY (make a pair with atende vapid-keys)',
    );
  return { publicKey, privateKey, subject, timeoutMs: values.PUSH_TIMEOUT_MS, isOpen: !isProduction };
}
