import type { ToolCall } from '../reply.ts';

/** A reply with everything that a wire format writes. */
export type Answer = {
  readonly model: string;
  readonly says: string;
  readonly calls: readonly (ToolCall & { readonly id: string })[];
  readonly end: 'stop' | 'calls' | 'length' | 'refusal';
  /** In tokens; `input` counts what was cached, too. */
  readonly usage:
    | {
        readonly input: number;
        readonly cached: number;
        readonly cacheWritten: number;
        readonly output: number;
      }
    | undefined;
};
