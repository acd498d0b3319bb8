import type { EventEmitter } from 'node:events';
import type { Calendars } from './calendar/calendars.ts';
import type { Channels } from './calendar/channels.ts';
import type { Emulator, OAuthClient } from './emulator.ts';
import type { Faults } from './faults.ts';
import type { Grants } from './oauth/grants.ts';
import type { Requests } from './requests.ts';
import type { Settings } from './settings.ts';

/** What somebody agreed to on the consent page, until its code is exchanged. */
type Agreement = {
  readonly email: string;
  readonly redirectUri: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly givesRefreshToken: boolean;
};

/** What the parts of the twin of Google share. */
export type GoogleWorld = {
  readonly issuer: string;
  readonly client: OAuthClient;
  readonly emulator: Emulator;
  readonly grants: Grants;
  /** By code. */
  readonly agreements: Map<string, Agreement>;
  /** By account: the ID token of its last consent. */
  readonly idTokens: Map<string, string>;
  readonly calendars: Calendars;
  readonly channels: Channels;
  readonly faults: Faults;
  readonly requests: Requests;
  /** Emits `change` whenever the calendars show something else. */
  readonly changes: EventEmitter;
  settings: Settings;
  /** ms since the epoch. */
  clock(): number;
};
