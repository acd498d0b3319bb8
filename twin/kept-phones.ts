import { z } from 'zod';
import { accountsToKeep, keptAccounts, restoreAccounts } from './business/kept-accounts.ts';
import { keepWorld, type KeptWorld } from './kept-world.ts';
import type { World } from './world.ts';

const content = z.record(z.string(), z.unknown());
const phones = z.object({
  chats: z.array(
    z.object({
      patient: z.object({ phone: z.string(), name: z.string(), userId: z.string().optional() }),
      bubbles: z.array(
        z.object({
          id: z.string(),
          from: z.enum(['patient', 'clinic']),
          at: z.number(),
          content,
          status: z.enum(['sent', 'delivered', 'read']),
        }),
      ),
      lastWroteAt: z.number().optional(),
    }),
  ),
  accounts: keptAccounts.optional(),
  templates: z.array(
    z.object({
      wabaId: z.string(),
      id: z.string(),
      name: z.string(),
      language: z.string(),
      components: z.array(content),
      parameter_format: z.string(),
      category: z.string(),
      status: z.string(),
      quality: z.string(),
    }),
  ),
});

/** The chats of the phones, the accounts and their templates, across runs; what was not understood is left behind. */
export function keepPhones(
  { chats, templates, accounts }: Pick<World, 'chats' | 'templates' | 'accounts'>,
  file: string | undefined,
): KeptWorld {
  const world = keepWorld(file, () => ({
    ...{ chats: chats.all(), templates },
    accounts: accountsToKeep(accounts),
  }));
  const { data } = phones.safeParse(world.kept);
  for (const { patient, bubbles, lastWroteAt } of data?.chats ?? [])
    chats.restore({
      patient: patientOf(patient),
      bubbles,
      ...(lastWroteAt !== undefined && { lastWroteAt }),
    });
  templates.push(...(data?.templates ?? []));
  if (data?.accounts !== undefined) restoreAccounts(accounts, data.accounts);
  chats.changes.on('change', () => world.changed());
  return world;
}

const patientOf = ({ userId, ...patient }: { phone: string; name: string; userId?: string | undefined }) => ({
  ...patient,
  ...(userId !== undefined && { userId }),
});
