type SeenEvent = {
  readonly id: string;
  readonly event: string;
  readonly data: Record<string, unknown>;
};

export type EventReader = {
  readonly events: SeenEvent[];
  /** Everything as it came, heartbeats too. */
  text(): string;
  /** Whether the other side has ended it. */
  isEnded(): boolean;
  close(): void;
};

/** Reads an answer of server-sent events until it ends. */
export function readEvents(response: Response): EventReader {
  if (response.body === null) throw new Error('There is nothing to read');
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const events: SeenEvent[] = [];
  let text = '';
  let unread = '';
  let isEnded = false;
  const read = async (): Promise<void> => {
    const { value, done } = (await reader.read()) as { value?: Uint8Array; done: boolean };
    if (done) {
      isEnded = true;
      return;
    }
    const more = decoder.decode(value, { stream: true });
    text += more;
    const blocks = (unread + more).split('\n\n');
    unread = blocks.pop() ?? '';
    events.push(...blocks.filter((block) => !block.startsWith(':')).map(eventOf));
    await read();
  };
  read().catch(() => (isEnded = true));
  return {
    events,
    text: () => text,
    isEnded: () => isEnded,
    close: () => void reader.cancel().catch(() => undefined),
  };
}

function eventOf(block: string): SeenEvent {
  const fields = Object.fromEntries(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  return {
    id: fields['id'] ?? '',
    event: fields['event'] ?? '',
    data: JSON.parse(fields['data'] ?? '{}') as Record<string, unknown>,
  };
}
