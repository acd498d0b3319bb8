import { accessErrors } from './access-errors.ts';
import { clinicErrors } from './clinic-errors.ts';
import { conversationErrors } from './conversation-errors.ts';
import { connectionErrors } from './connection-errors.ts';
import type { ErrorEntry } from './entry.ts';
import { messagingErrors } from './messaging-errors.ts';
import { modelErrors } from './model-errors.ts';
import { privacyErrors } from './privacy-errors.ts';
import { schedulingErrors } from './scheduling-errors.ts';

/** Every refusal of our own rules. Vendors and libraries add theirs in their adapters. */
export const domainErrors: readonly ErrorEntry[] = [
  ...accessErrors,
  ...clinicErrors,
  ...messagingErrors,
  ...conversationErrors,
  ...schedulingErrors,
  ...connectionErrors,
  ...privacyErrors,
  ...modelErrors,
];
