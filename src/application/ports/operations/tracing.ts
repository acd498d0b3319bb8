/**
 * What may be said of a span: ids of ours, names, codes and counts. Nothing that a person wrote, is called or is reached
 * by; what does not look like what its name says is left out.
 */
export type SpanFacts = {
  readonly clinicId?: string;
  readonly conversationId?: string;
  readonly messageId?: string;
  readonly method?: string;
  /** Its pattern, never a path. */
  readonly route?: string;
  readonly httpStatus?: number;
  readonly items?: number;
  readonly messages?: number;
  readonly replies?: number;
  /** Made before this one. */
  readonly attempts?: number;
  readonly outcome?: string;
  /** Of a refusal, ours or a vendor's. */
  readonly code?: string;
  readonly model?: string;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
};

/**
 * By which a span is found by others that were never told of it, in whatever process: the request that began its trace,
 * what it committed, or the message that Meta took under this id.
 */
export type SpanPlace = 'request' | 'commit' | { readonly metaMessageId: string };

export type SpanStart = {
  readonly name: string;
  readonly kind?: 'server' | 'client' | 'consumer';
  /** The correlation id, which names the trace; absent: the trace in which this happens. */
  readonly requestId?: string;
  /** What it is beneath; absent: the span of this trace in which it happens, if any. */
  readonly beneath?: SpanPlace;
  readonly place?: SpanPlace;
  /** Absent: now. */
  readonly startedAt?: Date;
  readonly facts?: SpanFacts;
};

export type SpanEnd = {
  /** In place of the first one. */
  readonly name?: string;
  /** Known at the end only; then nothing may have happened within it. */
  readonly place?: SpanPlace;
  readonly facts?: SpanFacts;
  readonly hasFailed?: boolean;
};

/** How a message goes through the processes, step by step. Contract: tests/unit/system/tracing/tracing.test.ts */
export interface Tracing {
  /**
   * Does `work` as a span; what begins within it is beneath it. Outside of any trace the work is done and nothing is
   * recorded. Costs the work nothing but memory, and throws only what it throws.
   */
  span<T>(start: SpanStart, work: () => Promise<T>, end?: (result: T) => SpanEnd): Promise<T>;
}
