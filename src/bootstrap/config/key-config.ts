import type { KeyRing } from '../../adapters/crypto/named-keys.ts';
import { keyRing } from './config-values.ts';

export const keyVariables = {
  ENCRYPTION_KEYS: keyRing.optional(),
  STATE_KEYS: keyRing.optional(),
};

type Values = {
  readonly ENCRYPTION_KEYS?: KeyRing | undefined;
  readonly STATE_KEYS?: KeyRing | undefined;
};

/** What is absent is made once, outside production only. */
export type KeySettings = {
  readonly encryptionKeys: KeyRing | undefined;
  readonly stateKeys: KeyRing | undefined;
};

export function readKeys(values: Values, isProduction: boolean, problems: string[]): KeySettings {
  const { ENCRYPTION_KEYS: encryptionKeys, STATE_KEYS: stateKeys } = values;
  if (isProduction) {
    if (encryptionKeys === undefined) problems.push('ENCRYPTION_KEYS: is required in production');
    if (stateKeys === undefined) problems.push('STATE_KEYS: is required in production');
  }
  return { encryptionKeys, stateKeys };
}
