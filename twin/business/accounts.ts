import type { IncomingMessage } from 'node:http';
import type { BusinessNumber } from '../webhooks.ts';

/** A token of the twin, and the business accounts that it was given for. */
export type TwinToken = {
  readonly token: string;
  readonly wabaIds: string[];
  readonly scopes: readonly string[];
  /** Seconds since 1970; 0: never. */
  expiresAt: number;
  dataAccessExpiresAt: number;
  isValid: boolean;
};

/** What Meta knows of a number beside its digits. */
export type NumberFacts = {
  status: string;
  codeVerification: string;
  platformType: string;
  isOnBusinessApp: boolean;
  quality: string;
  nameStatus: string;
  messagingLimit: string;
  throughput: string;
  canSend: string;
  /** Of the two-step verification; absent until somebody sets one. */
  pin?: string | undefined;
};

const connected = (): NumberFacts => ({
  status: 'CONNECTED',
  codeVerification: 'VERIFIED',
  platformType: 'CLOUD_API',
  isOnBusinessApp: false,
  quality: 'GREEN',
  nameStatus: 'APPROVED',
  messagingLimit: 'TIER_250',
  throughput: 'STANDARD',
  canSend: 'AVAILABLE',
});

const usualScopes = ['whatsapp_business_management', 'whatsapp_business_messaging'];

/** The business accounts of the twin: who may speak for which numbers. */
export class Accounts {
  readonly numbers: BusinessNumber[];
  readonly tokens: TwinToken[];
  readonly facts = new Map<string, NumberFacts>();
  /** Accounts whose webhooks go to an app, and what was asked for once. */
  readonly subscribed = new Set<string>();
  readonly asked: string[] = [];
  /** Accounts that refuse every app. */
  readonly closed = new Set<string>();

  constructor(numbers: readonly BusinessNumber[], installationToken: string) {
    this.numbers = [...numbers];
    this.tokens = [];
    this.add(installationToken, [...new Set(numbers.map(({ wabaId }) => wabaId))]);
    for (const { wabaId } of numbers) this.subscribed.add(wabaId);
  }

  add(token: string, wabaIds: readonly string[], more: Partial<TwinToken> = {}): TwinToken {
    const known = this.tokens.findIndex((each) => each.token === token);
    if (known !== -1) this.tokens.splice(known, 1);
    const added: TwinToken = {
      ...{ token, wabaIds: [...wabaIds], scopes: usualScopes },
      ...{ expiresAt: 0, dataAccessExpiresAt: 0, isValid: true, ...more },
    };
    this.tokens.push(added);
    return added;
  }

  addNumber(number: BusinessNumber, facts: Partial<NumberFacts> = {}): void {
    if (!this.numbers.some(({ phoneNumberId }) => phoneNumberId === number.phoneNumberId))
      this.numbers.push(number);
    this.facts.set(number.phoneNumberId, { ...this.factsOf(number.phoneNumberId), ...facts });
  }

  factsOf(phoneNumberId: string): NumberFacts {
    const known = this.facts.get(phoneNumberId) ?? connected();
    this.facts.set(phoneNumberId, known);
    return known;
  }

  /** The token of a request, if Meta would still take it. */
  tokenOf(request: IncomingMessage): TwinToken | undefined {
    const found = this.tokens.find(({ token }) => request.headers.authorization === `Bearer ${token}`);
    const isOver = found !== undefined && found.expiresAt > 0 && found.expiresAt * 1_000 < Date.now();
    return found?.isValid === true && !isOver ? found : undefined;
  }

  find(phoneNumberId: string): BusinessNumber | undefined {
    return this.numbers.find((each) => each.phoneNumberId === phoneNumberId);
  }
}
