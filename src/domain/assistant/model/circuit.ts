import type { ModelFailureKind } from '../model-failure.ts';

/** How a provider has answered for one model of late. Times in ms of a clock that nobody sets. */
export type ProviderCircuit = {
  /** In a row, of those that are the provider's. */
  readonly failures: number;
  /** Nobody is asked before then. */
  readonly restsUntil: number;
  /** Somebody is finding out whether it works again; until then, or for so long, nobody else asks. */
  readonly probedUntil: number;
};

export const closedCircuit: ProviderCircuit = { failures: 0, restsUntil: 0, probedUntil: 0 };

const mostFailures = 5;
const firstRestMs = 10_000;
const longestRestMs = 5 * 60_000;
const longestRetryAfterMs = 60_000;
/** A probe that nobody heard of again does not keep others away for ever. */
const probeMs = 20_000;

type Admission = { readonly isAdmitted: boolean; readonly circuit: ProviderCircuit };

/** Whether the provider may be asked; after a rest only one asks at first. */
export function admit(circuit: ProviderCircuit, now: number): Admission {
  if (now < circuit.restsUntil) return { isAdmitted: false, circuit };
  if (circuit.failures < mostFailures) return { isAdmitted: true, circuit };
  if (now < circuit.probedUntil) return { isAdmitted: false, circuit };
  return { isAdmitted: true, circuit: { ...circuit, probedUntil: now + probeMs } };
}

export function afterFailure(
  circuit: ProviderCircuit,
  failure: ModelFailureKind,
  now: number,
  retryAfterMs?: number,
): ProviderCircuit {
  const failures = circuit.failures + 1;
  switch (failure) {
    // of the conversation, not of the provider
    case 'content-filtered':
    case 'context-too-long':
      return { ...circuit, probedUntil: 0 };
    // these stay until somebody does something
    case 'key-refused':
    case 'quota-exhausted':
    case 'unknown-model':
      return { failures: Math.max(failures, mostFailures), restsUntil: now + 60_000, probedUntil: 0 };
    case 'rate-limited':
      return {
        failures,
        restsUntil: now + Math.min(retryAfterMs ?? restMs(failures), longestRetryAfterMs),
        probedUntil: 0,
      };
    case 'timeout':
    case 'unavailable':
    case 'answer-unusable':
      return { failures, restsUntil: now + restMs(failures), probedUntil: 0 };
  }
}

/** Longer each time, from the failure on that is one too many. */
const restMs = (failures: number): number =>
  failures < mostFailures ? 0 : Math.min(longestRestMs, firstRestMs * 2 ** (failures - mostFailures));
