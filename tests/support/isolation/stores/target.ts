import type { postgresStores } from '../../../../src/adapters/postgres/stores.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { Row } from '../fill.ts';

export type Stores = ReturnType<typeof postgresStores>;
type MethodOf<Store extends keyof Stores> = {
  [Name in Store]: `${Name}.${string & keyof Stores[Name]}`;
}[Store];

/** How a method is misused, or why it has no clinic of its own to leave. */
type StoreAttack = (() => Promise<unknown>) | `no clinic: ${string}`;

/** Every method of these stores: one that is missing does not compile. */
export type AttacksOf<Store extends keyof Stores> = Readonly<Record<MethodOf<Store>, StoreAttack>>;

/** A value of a port's type with what the attack is about, and nothing else. */
export const forged = (value: object) => value as never;
export const longAgo = new Date(0);

export type Target = ReturnType<typeof targetOf>;

/** The stores, the clinic `own` that asks, and the victim's row of each table. */
export function targetOf(stores: Stores, own: ClinicId, of: (table: string) => Row) {
  const now = new Date();
  const contact = of('contacts');
  return {
    ...{ stores, own, of, now, contact },
    window: { start: longAgo, end: new Date(now.getTime() + 1e11) },
    conversation: of('whatsapp_conversations_improved'),
    message: of('whatsapp_messages_improved'),
    appointment: of('appointments'),
    /** An answer of ids or numbers carries no text of the victim's: this one stands for it. */
    told: (isTold: boolean) => (isTold ? contact['profile_name'] : undefined),
  };
}
