import { json, readJson, type Handler, type World } from '../world.ts';
import type { SharedNumbers } from './shared-numbers.ts';
import { codeLifeMs } from './signup-dialog.ts';
import type { NumberFacts, TwinToken } from './accounts.ts';

type Wished = {
  readonly token?: string;
  readonly code?: string;
  readonly lifeMs?: number;
  readonly unsubscribed?: string;
  readonly closed?: string;
  readonly opened?: string;
  readonly wabaIds?: readonly string[];
  readonly more?: Partial<TwinToken>;
  readonly number?: { phoneNumberId: string; displayNumber: string; wabaId: string; name: string };
  readonly facts?: Partial<NumberFacts>;
};

/**
 * `GET|POST /_twin/accounts`, by which a test plays Meta's business manager: `{ token, wabaIds, more? }` gives a token to
 * accounts, `{ code, wabaIds, lifeMs? }` a code of the signup for them, `{ number, facts? }` puts a number into one or changes what is known of it,
 * `{ closed }` lets an account refuse every app until `{ opened }`.
 */
export const accountCommands =
  ({ accounts }: World, shared: SharedNumbers): Handler =>
  async (request, response, path) => {
    if (path !== '/_twin/accounts') return false;
    if (request.method === 'POST') {
      const {
        token,
        wabaIds = [],
        more,
        number,
        facts,
        code,
        lifeMs = codeLifeMs,
        unsubscribed,
        closed,
        opened,
      } = (await readJson(request)) as Wished;
      if (token !== undefined) accounts.add(token, wabaIds, more);
      if (code !== undefined) shared.grant(wabaIds, Date.now() + lifeMs, undefined, code);
      if (unsubscribed !== undefined) accounts.subscribed.delete(unsubscribed);
      if (closed !== undefined) accounts.closed.add(closed);
      if (opened !== undefined) accounts.closed.delete(opened);
      if (number !== undefined) accounts.addNumber(number, facts);
    }
    const { numbers, asked, subscribed } = accounts;
    json(response, 200, {
      numbers: numbers.map((number) => ({ ...number, ...accounts.factsOf(number.phoneNumberId) })),
      ...{ asked, subscribed: [...subscribed] },
    });
    return true;
  };
