import type { Twin } from '../../../twin/start-twin.ts';
import { until } from '../until.ts';

type Choice = { readonly id: string; readonly title: string; readonly description?: string };
type Interactive = {
  readonly type: 'list' | 'button';
  readonly body: { readonly text: string };
  readonly action: {
    readonly sections?: readonly { readonly rows: readonly Choice[] }[];
    readonly buttons?: readonly { readonly reply: Choice }[];
  };
};
type Content = { readonly text?: { readonly body: string }; readonly interactive?: Interactive };
type Bubble = { readonly id: string; readonly from: string; readonly content: Content };

export type Heard = { readonly text: string; readonly choices: readonly Choice[] };

/** A patient's phone on the twin of Meta: writes, taps, and reads what comes. */
export function phoneOfAPatient(twin: Twin, from: string, name: string) {
  let read = 0;
  const send = async (body: object) => {
    const answer = await fetch(`${twin.phoneUrl}_twin/patient-message`, {
      method: 'POST',
      body: JSON.stringify({ from, name, ...body }),
    });
    if (!answer.ok) throw new Error(`the twin answered ${answer.status}`);
  };
  const fromClinic = async (): Promise<readonly Bubble[]> => {
    const answer = await fetch(`${twin.phoneUrl}_twin/chats`);
    const { chats } = (await answer.json()) as { chats: { patient: { phone: string }; bubbles: Bubble[] }[] };
    const own = chats.find(({ patient }) => patient.phone === from);
    return (own?.bubbles ?? []).filter((bubble) => bubble.from === 'clinic');
  };
  let last: Bubble | undefined;
  /** The next message of the clinic. */
  const hear = async (): Promise<Heard> => {
    let bubbles: readonly Bubble[] = [];
    await until(`an answer on ${name}'s phone`, async () => {
      bubbles = await fromClinic();
      return bubbles.length > read;
    });
    last = bubbles[read];
    read += 1;
    const { text, interactive } = last?.content ?? {};
    const choices = [
      ...(interactive?.action.sections?.flatMap(({ rows }) => rows) ?? []),
      ...(interactive?.action.buttons?.map(({ reply }) => reply) ?? []),
    ];
    return { text: text?.body ?? interactive?.body.text ?? '', choices };
  };
  return {
    hear,
    /** Writes, and does not wait for an answer. */
    say: (text: string) => send({ text }),
    /** Everything of the clinic that the phone shows, in order. */
    texts: async () =>
      (await fromClinic()).map(
        ({ content: { text, interactive } }) => text?.body ?? interactive?.body.text ?? '',
      ),
    async write(text: string): Promise<Heard> {
      await send({ text });
      return hear();
    },
    /** Taps what the last message offered. */
    async tap(title: RegExp, heard: Heard): Promise<Heard> {
      const chosen = heard.choices.find((choice) => title.test(choice.title));
      if (chosen === undefined)
        throw new Error(
          `nothing like ${title.source} among ${heard.choices.map((choice) => choice.title).join(', ')} after: ${heard.text}`,
        );
      const kind = last?.content.interactive?.type === 'list' ? 'list_reply' : 'button_reply';
      await send({
        message: {
          type: 'interactive',
          context: { id: last?.id },
          interactive: { type: kind, [kind]: chosen },
        },
      });
      return hear();
    },
  };
}
