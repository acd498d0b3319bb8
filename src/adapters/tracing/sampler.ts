/** Whether spans of a trace are kept; the same for a trace in every process. */
export type Sampler = (traceId: string) => boolean;

export const samplerNames = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
export type SamplerName = (typeof samplerNames)[number];

/** Digits of a trace id that are random in a UUID of version 7, too: 56 bits, as W3C's Trace Context has it. */
const randomDigits = 14;

/** `OTEL_TRACES_SAMPLER`: every trace begins here, so that a parent never decides otherwise. `ratio`: 0 to 1. */
export function samplerOf(name: SamplerName, ratio: number): Sampler {
  if (name.endsWith('always_on')) return () => true;
  if (name.endsWith('always_off')) return () => false;
  const most = ratio * 16 ** randomDigits;
  return (traceId) => parseInt(traceId.slice(-randomDigits), 16) < most;
}
