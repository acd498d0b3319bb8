import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { DomainError } from '../../../src/domain/error.ts';
import { connectionWorld } from '../../support/worlds/connection-world.ts';

/** A consent as the test knows it; the browser that began it, when it was bound to one. */
type Begun = {
  readonly clinic: ClinicId;
  readonly sub: string;
  readonly browser: string | undefined;
  readonly answer: { readonly state: string; readonly code: string };
  readonly endsAt: number;
  isUsed: boolean;
  /** Its own end; another consent may have connected another account since. */
  hasConnected: boolean;
  isCodeSpent: boolean;
};

type Step =
  | {
      readonly do: 'begin';
      readonly clinic: number;
      readonly sub: string;
      readonly browser: string | undefined;
    }
  | { readonly do: 'wait'; readonly ms: number }
  | {
      readonly do: 'come-back';
      readonly which: number;
      readonly browser: string | undefined;
      readonly with: 'code' | 'denial' | 'nothing' | 'code-of-another';
      readonly other: number;
      /** Where a character of the state is changed, if any. */
      readonly tamperAt: number | undefined;
      /** How many browsers come with the same answer at once. */
      readonly times: number;
    };

const browser = fc.constantFrom(undefined, 'browser-a', 'browser-b');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('begin' as const),
    clinic: fc.nat(2),
    sub: fc.constantFrom('maria', 'joao'),
    browser,
  }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1_000, 200_000, 599_000, 700_000) }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('come-back' as const),
      which: fc.nat(9),
      browser,
      with: fc.constantFrom('code', 'code', 'code', 'denial', 'nothing', 'code-of-another'),
      other: fc.nat(9),
      tamperAt: fc.option(fc.nat(300), { nil: undefined, freq: 4 }),
      times: fc.constantFrom(1, 1, 1, 3),
    }),
  },
);

const changedAt = (text: string, at: number): string => {
  const place = at % (text.length - 1);
  return `${text.slice(0, place)}${text[place] === 'A' ? 'B' : 'A'}${text.slice(place + 1)}`;
};

describe('a consent', () => {
  it('ends as its state and its browser allow, and connects only then, in whatever order things happen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), fc.nat(), async (steps, seed) => {
        const world = connectionWorld({ seed });
        const clinics = [0, 1, 2].map(() => world.addClinic());
        const begun: Begun[] = [];
        const connectedAs = new Map<ClinicId, string>();
        const now = () => world.clock.now().getTime();

        const begin = async ({ clinic, sub, browser: own }: Extract<Step, { do: 'begin' }>) => {
          const clinicId = clinics[clinic] as ClinicId;
          const { consentUrl, expiresAt } = await world.connectGoogle.start({
            clinicId,
            userId: 'user',
            ...(own !== undefined && { browser: own }),
          });
          begun.push({
            clinic: clinicId,
            sub,
            browser: own,
            answer: world.google.consent(consentUrl, { sub }),
            // a signed expiry has whole seconds
            endsAt: Math.floor(expiresAt.getTime() / 1_000) * 1_000,
            isUsed: false,
            hasConnected: false,
            isCodeSpent: false,
          });
        };

        const come = async (wish: Extract<Step, { do: 'come-back' }>) => {
          const consent = begun[wish.which % Math.max(1, begun.length)];
          if (consent === undefined) return;
          const other = begun[wish.other % begun.length] as Begun;
          const { state } = consent.answer;
          const code = wish.with === 'code-of-another' ? other.answer.code : consent.answer.code;
          const brought = {
            state: wish.tamperAt === undefined ? state : changedAt(state, wish.tamperAt),
            ...(wish.with.startsWith('code') && { code }),
            ...(wish.with === 'denial' && { error: 'access_denied' }),
            ...(wish.browser !== undefined && { browser: wish.browser }),
          };
          const hadConnected = consent.hasConnected;
          const expected = expectation(consent, other, wish, now());
          const outcomes = await Promise.all(
            Array.from({ length: wish.times }, () =>
              world.connectGoogle.complete(brought).then(
                () => 'connected',
                (error: unknown) =>
                  error instanceof DomainError ? error.code.replace('connection.', '') : error,
              ),
            ),
          );
          const [first, ...others] = expected;
          expect(outcomes.sort()).toEqual([first, ...Array(wish.times - 1).fill(others[0])].sort());
          if (first === 'connected' && !hadConnected) connectedAs.set(consent.clinic, consent.sub);
        };

        for (const one of steps) {
          if (one.do === 'begin') await begin(one);
          else if (one.do === 'wait') world.clock.advance(one.ms);
          else await come(one);
          for (const clinic of clinics)
            expect(world.connectionOf(clinic)?.account.sub).toBe(connectedAs.get(clinic));
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** How the first of those who come ends, and how all the others do; also notes what is used up. */
function expectation(
  consent: Begun,
  other: Begun,
  { with: brought, browser: own, tamperAt }: Extract<Step, { do: 'come-back' }>,
  now: number,
): readonly [string, string] {
  if (tamperAt !== undefined) return ['state-tampered', 'state-tampered'];
  if (now >= consent.endsAt) return ['state-expired', 'state-expired'];
  if (consent.browser !== undefined && consent.browser !== own) return ['state-foreign', 'state-foreign'];
  if (consent.isUsed) return consent.hasConnected ? ['connected', 'connected'] : ['state-used', 'state-used'];
  consent.isUsed = true;
  const then = (outcome: string) => [outcome, 'state-used'] as const;
  if (brought === 'denial') return then('denied');
  if (brought === 'nothing') return then('code-missing');
  // a code of another consent fails on nonce and verifier, and so does one that was spent
  const isOwn = brought === 'code' || other === consent;
  if (!isOwn || consent.isCodeSpent) return then('code-refused');
  consent.isCodeSpent = true;
  consent.hasConnected = true;
  return ['connected', 'connected'];
}
