import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  GoogleCall,
  GoogleFate,
  Rotation,
} from '../../../src/adapters/memory/connection/google-authorization.ts';
import { memoryStateSigner } from '../../../src/adapters/memory/connection/state-signer.ts';
import type { GoogleAuthorization } from '../../../src/application/ports/connection/google-authorization.ts';
import type { ClaimedRenewal } from '../../../src/application/ports/connection/google-connections.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { isLive } from '../../../src/domain/connection/google-connection.ts';
import { DomainError } from '../../../src/domain/error.ts';
import { connectionWorld, minute, renewalLeaseMs } from '../../support/worlds/connection-world.ts';

type Step =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'renew'; readonly fates: readonly GoogleFate[]; readonly atOnce: number }
  /** A renewer claims and calls Google, and sleeps before (or after) it hears the answer. */
  | { readonly do: 'fall-asleep'; readonly when: 'before' | 'after' }
  | { readonly do: 'wake-up' }
  | { readonly do: 'remove-app'; readonly sub: string }
  | { readonly do: 'connect'; readonly clinic: number; readonly sub: string }
  | { readonly do: 'disconnect'; readonly clinic: number; readonly fate: GoogleFate }
  | { readonly do: 'call'; readonly clinic: number; readonly fate: GoogleFate }
  | { readonly do: 'revoke'; readonly fate: GoogleFate }
  /** Both at the same moment, with whatever revocations are due. */
  | { readonly do: 'race'; readonly leaves: number; readonly comes: number; readonly sub: string };

const fate = fc.constantFrom<GoogleFate>(
  'done',
  'done',
  'transient',
  'lost',
  'deployment',
  'other-client',
  'bug',
);
const clinic = fc.nat(3);
const sub = fc.constantFrom('maria', 'joao');
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(31_000, 10 * minute, 45 * minute) }),
    fc.record({
      do: fc.constant('renew' as const),
      fates: fc.array(fate, { maxLength: 6 }),
      atOnce: fc.integer({ min: 1, max: 3 }),
    }),
    fc.record({
      do: fc.constant('fall-asleep' as const),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
    fc.record({ do: fc.constant('wake-up' as const) }),
    fc.record({ do: fc.constant('remove-app' as const), sub }),
    fc.record({ do: fc.constant('connect' as const), clinic, sub }),
    fc.record({ do: fc.constant('disconnect' as const), clinic, fate }),
    fc.record({ do: fc.constant('call' as const), clinic, fate }),
    fc.record({ do: fc.constant('revoke' as const), fate }),
    fc.record({ do: fc.constant('race' as const), leaves: clinic, comes: clinic, sub }),
  ),
  { minLength: 1, maxLength: 40 },
);

/** What a clinic should be in the end, if Google plays along from now on. */
type Wanted = { readonly sub: string } | undefined;

async function live(sequence: readonly Step[], seed: number, rotation: Rotation) {
  const fates: GoogleFate[] = [];
  const revokedWhileLive: string[] = [];
  const world = connectionWorld({
    seed,
    rotation,
    signer: memoryStateSigner,
    fateOf(call: GoogleCall) {
      if (call.kind === 'revoke') {
        const account = call.token.split('-')[1] ?? '';
        for (const row of world.db.google.connections.values())
          if (row.account.sub === account && isLive(row.status)) revokedWhileLive.push(account);
      }
      const met = fates.shift() ?? 'done';
      // what was replaced at once and never arrived is lost, whatever we do
      return met === 'lost' && rotation === 'strict' ? 'transient' : met;
    },
  });
  const clinics = [0, 1, 2, 3].map(() => world.addClinic());
  const wanted = new Map<ClinicId, Wanted>();
  const effective: string[] = [];
  const sleepers: { readonly wake: () => void; readonly done: Promise<unknown> }[] = [];
  const refused = (error: unknown) => {
    if (!(error instanceof DomainError)) throw error;
  };

  const connect = async (id: ClinicId, account: string) => {
    const before = world.connectionOf(id)?.version;
    await world.connect(id, { sub: account }).then(() => wanted.set(id, { sub: account }), refused);
    // refused because a revocation of ours ended the new grant: then it was saved, and has to be made again
    const row = world.connectionOf(id);
    if (row?.version !== before && row?.status === 'reconnect_required') wanted.set(id, undefined);
  };
  const disconnect = async (id: ClinicId) => {
    await world.disconnect(id);
    wanted.delete(id);
  };

  const renewed = async (renewer: typeof world, claim: ClaimedRenewal) => {
    const { outcome } = await renewer.renewTokens(claim);
    if (outcome === 'renewed') effective.push(`${claim.clinicId}|${claim.version}`);
  };

  const asleep = async (when: 'before' | 'after') => {
    let wake: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (wake = resolve));
    const drowsy = (google: GoogleAuthorization): GoogleAuthorization => ({
      ...google,
      async renew(refreshToken) {
        if (when === 'before') await gate;
        const answer = await google.renew(refreshToken);
        if (when === 'after') await gate;
        return answer;
      },
    });
    const [claim] = await world.stores.googleConnections.claimDue(1, renewalLeaseMs);
    if (claim === undefined) return;
    const done = renewed({ ...world, ...world.process(drowsy) }, claim);
    sleepers.push({ wake, done });
  };

  const wakeUp = async () => {
    const sleeper = sleepers.shift();
    sleeper?.wake();
    await sleeper?.done;
  };

  const perform = async (step: Step) => {
    switch (step.do) {
      case 'wait':
        world.clock.advance(step.ms);
        return;
      case 'renew': {
        fates.push(...step.fates);
        const looks = Array.from({ length: step.atOnce }, async () => {
          const claims = await world.stores.googleConnections.claimDue(world.health.admit(2), renewalLeaseMs);
          await Promise.all(claims.map((claim) => renewed(world, claim)));
        });
        await Promise.all(looks);
        return;
      }
      case 'fall-asleep':
        return asleep(step.when);
      case 'wake-up':
        return wakeUp();
      case 'remove-app':
        world.google.endGrantsOf(step.sub);
        for (const [id, want] of wanted) if (want?.sub === step.sub) wanted.set(id, undefined);
        return;
      case 'connect':
        return connect(clinics[step.clinic] as ClinicId, step.sub);
      case 'disconnect': {
        const id = clinics[step.clinic] as ClinicId;
        fates.push(step.fate);
        await disconnect(id);
        const row = world.connectionOf(id);
        expect(row?.refreshToken ?? row?.accessToken).toBeUndefined();
        return;
      }
      case 'race': {
        const [leaves, comes] = [clinics[step.leaves] as ClinicId, clinics[step.comes] as ClinicId];
        if (leaves === comes) return;
        await Promise.all([disconnect(leaves), connect(comes, step.sub), world.revokeDue()]);
        return;
      }
      case 'call':
        fates.push(step.fate);
        await world.withGoogleAccess(clinics[step.clinic] as ClinicId, async (token) =>
          world.google.lives(token) ? { ok: token } : { failure: 'unauthorized', reason: 'authError' },
        );
        return;
      case 'revoke':
        fates.push(step.fate);
        await world.revokeDue();
        return;
    }
  };

  for (const step of sequence) {
    await perform(step);
    fates.length = 0;
  }
  while (sleepers.length > 0) await wakeUp();
  // Google plays along: everything comes to rest
  for (let quarter = 0; quarter < 12; quarter += 1) {
    world.clock.advance(15 * minute);
    for (let looks = 0; looks < 8; looks += 1) {
      await perform({ do: 'renew', fates: [], atOnce: 2 });
      await world.revokeDue();
    }
  }
  const callsAtRest = world.google.calls.length;
  world.clock.advance(50 * minute);
  for (let looks = 0; looks < 8; looks += 1) await perform({ do: 'renew', fates: [], atOnce: 2 });
  return {
    world,
    clinics,
    wanted,
    effective,
    revokedWhileLive,
    lastCalls: world.google.calls.slice(callsAtRest),
  };
}

describe('whatever Google, its people and our renewers do', () => {
  it.each(['off', 'graceful', 'strict'] as const)(
    'no good grant is lost, no dead one tried for ever, nothing overwritten or revived (rotation %s)',
    async (rotation) => {
      await fc.assert(
        fc.asyncProperty(steps, fc.nat(), async (sequence, seed) => {
          const { world, clinics, wanted, effective, revokedWhileLive, lastCalls } = await live(
            sequence,
            seed,
            rotation,
          );
          for (const id of clinics) {
            const row = world.connectionOf(id);
            const want = wanted.get(id);
            if (!wanted.has(id)) {
              expect(row).toBeUndefined();
            } else if (want === undefined) {
              expect(row?.status).toBe('reconnect_required');
            } else {
              expect(row).toMatchObject({ status: 'connected', account: { sub: want.sub }, failures: 0 });
              expect(await world.status(id)).toMatchObject({ valid: true });
              expect(world.google.lives(row?.accessToken?.split('|').at(-1) ?? '')).toBe(true);
            }
          }
          expect(revokedWhileLive).toEqual([]);
          expect(new Set(effective).size).toBe(effective.length);
          // one call per living connection, and none for the dead
          const living = [...wanted.values()].filter((want) => want !== undefined).length;
          expect(lastCalls.map(({ kind }) => kind)).toEqual(Array(living).fill('renew'));
          expect(world.db.google.revocations.filter(({ finishedAt }) => finishedAt === undefined)).toEqual(
            [],
          );
        }),
        { numRuns: 1_000 },
      );
    },
  );
});
