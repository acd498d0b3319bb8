import { z } from 'zod';

export const settingsShape = z.strictObject({
  /** Announced as `expires_in`, and kept. */
  accessTokenLifetimeS: z.int().min(1).max(86_400).default(3_599),
  /** Announced as `refresh_token_expires_in`, and kept; null for tokens without an end. */
  refreshTokenLifetimeS: z.int().min(1).nullable().default(null),
  codeLifetimeS: z.int().min(1).max(3_600).default(600),
  /**
   * Google does not rotate refresh tokens today. `strict`: a refresh answers with a new one and the old one is dead;
   * `graceful`: the old one lives until the new one is used.
   */
  rotation: z.enum(['off', 'strict', 'graceful']).default('off'),
  /** Of one account; one more, and the oldest dies without a word. */
  refreshTokensPerAccount: z.int().min(1).default(100),
  /** `lost`: channels live, and nothing of theirs arrives. */
  pushes: z.enum(['sent', 'lost']).default('sent'),
  /** Busy times unsorted, unmerged and beyond the window, as the documentation would allow. */
  untidyBusy: z.boolean().default(false),
});

export type Settings = z.infer<typeof settingsShape>;
