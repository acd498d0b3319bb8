import { randomBytes, randomInt } from 'node:crypto';
import type { Accounts } from './accounts.ts';

type Code = {
  readonly token: string;
  readonly redirectUri: string | undefined;
  readonly endsAt: number;
};

/** What was shared in Meta's dialog, until its code is redeemed. */
export class SharedNumbers {
  readonly #accounts: Accounts;
  readonly #codes = new Map<string, Code>();

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
  }

  /** A code for a token of these accounts; `redirectUri` absent: as Meta's script gets it. */
  grant(wabaIds: readonly string[], endsAt: number, redirectUri?: string, code = fresh('AQ')): string {
    const token = fresh('EAAtwin');
    this.#accounts.add(token, wabaIds);
    this.#codes.set(code, { token, redirectUri, endsAt });
    return code;
  }

  /** Somebody shares the number with these digits, in an account of its own where it has none. */
  share(digits: string, isOnBusinessApp: boolean, redirectUri: string, endsAt: number): string {
    const known = this.#accounts.numbers.find(
      ({ displayNumber }) => displayNumber.replace(/\D/g, '') === digits,
    );
    const number = known ?? {
      ...{ phoneNumberId: freshId(), wabaId: freshId(), displayNumber: `+${digits}`, name: 'Clínica' },
    };
    if (known === undefined)
      this.#accounts.addNumber(
        number,
        isOnBusinessApp ? { isOnBusinessApp } : { status: 'DISCONNECTED', platformType: 'NOT_APPLICABLE' },
      );
    return this.grant([number.wabaId], endsAt, redirectUri);
  }

  /** The token, once, before the end, and only with the address that the dialog was opened with. */
  redeem(code: string, redirectUri: string | undefined): string | undefined {
    const found = this.#codes.get(code);
    this.#codes.delete(code);
    const isRight = found !== undefined && found.redirectUri === redirectUri && found.endsAt > Date.now();
    return isRight ? found.token : undefined;
  }
}

const fresh = (start: string) => start + randomBytes(24).toString('hex');
const freshId = () => String(randomInt(10 ** 14, 2 * 10 ** 14));
