export type ToolCall = {
  readonly name: string;
  /** A string goes out as it is, so that it may be broken JSON. */
  readonly arguments: unknown;
  /** Made from the name and position unless said. */
  readonly id?: string;
};

/** Failures of a provider, as it would tell them. */
export type Refusal =
  | 'rate-limited'
  | 'quota-exhausted'
  | 'no-credit'
  | 'overloaded'
  | 'server-error'
  | 'bad-key'
  | 'unknown-model'
  | 'context-too-long';

/** Failures of the line between us and it. */
export type LineFault =
  | 'hang'
  | 'hang-in-body'
  | 'reset'
  | 'cut-body'
  | 'garbage'
  | 'wrong-shape'
  | 'no-choices'
  | 'too-large'
  | 'redirect';

/** What the model of the twin does with one request. */
export type ModelReply =
  | {
      readonly says?: string;
      readonly calls?: readonly ToolCall[];
      /** How it ends; `calls` or `stop` by what it holds unless said. */
      readonly end?: 'length' | 'refusal' | 'stop';
      /** Part of the prompt is put into the cache of the provider. */
      readonly writesCache?: boolean;
      /** Without any count of tokens. */
      readonly uncounted?: boolean;
    }
  | { readonly refuses: Refusal }
  | { readonly line: LineFault };

export type WireName = 'chat' | 'responses' | 'messages';

/** One request as it came, for whoever wants to see what leaves the product. */
export type SeenRequest = {
  readonly wire: WireName;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
};
