import { z } from 'zod';
import type { Accounts } from './accounts.ts';

/** What the business manager knows, as it is kept across runs. */
export const keptAccounts = z.object({
  numbers: z.array(
    z.object({
      phoneNumberId: z.string(),
      displayNumber: z.string(),
      wabaId: z.string(),
      name: z.string(),
    }),
  ),
  tokens: z.array(
    z.object({
      token: z.string(),
      wabaIds: z.array(z.string()),
      scopes: z.array(z.string()),
      expiresAt: z.number(),
      dataAccessExpiresAt: z.number(),
      isValid: z.boolean(),
    }),
  ),
  facts: z.array(
    z.tuple([
      z.string(),
      z.object({
        ...{ status: z.string(), codeVerification: z.string(), platformType: z.string() },
        ...{ isOnBusinessApp: z.boolean(), quality: z.string(), nameStatus: z.string() },
        ...{ messagingLimit: z.string(), throughput: z.string(), canSend: z.string() },
        pin: z.string().optional(),
      }),
    ]),
  ),
  subscribed: z.array(z.string()),
});

export const accountsToKeep = ({ numbers, tokens, facts, subscribed }: Accounts) => ({
  numbers,
  tokens,
  facts: [...facts],
  subscribed: [...subscribed],
});

/** What this run was started with stays as it is. */
export function restoreAccounts(accounts: Accounts, kept: z.output<typeof keptAccounts>): void {
  for (const number of kept.numbers) accounts.addNumber(number);
  for (const [phoneNumberId, facts] of kept.facts) accounts.facts.set(phoneNumberId, facts);
  for (const { token, wabaIds, ...more } of kept.tokens)
    if (!accounts.tokens.some((known) => known.token === token)) accounts.add(token, wabaIds, more);
  for (const wabaId of kept.subscribed) accounts.subscribed.add(wabaId);
}
