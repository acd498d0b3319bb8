/** What the server tells of a clinic: ids only, what they stand for is read by the API. */
export type LiveEvent = {
  readonly event: string;
  readonly conversationId?: string;
  readonly messageId?: string;
  /** Of `patient-erased`. */
  readonly contactId?: string;
  /** Of `presence`: who of the team does what, and for how long that is believed. */
  readonly actor?: string;
  readonly doing?: string;
  readonly seconds?: number;
};

type Heard = {
  readonly onEvent: (event: LiveEvent) => void;
  /** Anything came, a heartbeat too. */
  readonly onLife: () => void;
};

/** Reads server-sent events until the other side ends them. @throws when the connection breaks */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  { onEvent, onLife }: Heard,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let unread = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    onLife();
    const blocks = (unread + decoder.decode(value, { stream: true })).split('\n\n');
    unread = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = eventOf(block);
      if (event !== undefined) onEvent(event);
    }
  }
}

/** `undefined` of a heartbeat, and of what nobody can read. */
function eventOf(block: string): LiveEvent | undefined {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const event = field('event');
  if (event === undefined) return undefined;
  try {
    return { ...(JSON.parse(field('data') ?? '{}') as object), event };
  } catch {
    return undefined;
  }
}
