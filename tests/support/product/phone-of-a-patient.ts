import type { Twin } from '../../../twin/start-twin.ts';
import { until } from '../until.ts';

type Choice = { readonly id: string; readonly title: string; readonly description?: string };
type Interactive = {
  readonly type: 'list' | 'button' | 'contact_request';
  readonly body: { readonly text: string };
  readonly action: {
    readonly sections?: readonly { readonly rows: readonly Choice[] }[];
    readonly buttons?: readonly { readonly reply: Choice }[];
  };
};
type Shown = { readonly body: string; readonly buttons: readonly { text: string; payload?: string }[] };
type Content = {
  readonly text?: { readonly body: string };
  readonly interactive?: Interactive;
  /** A template, filled. */
  readonly shown?: Shown;
};
type Bubble = { readonly id: string; readonly from: string; readonly content: Content };

export type Heard = { readonly text: string; readonly choices: readonly Choice[] };

/** A patient's phone on the twin of Meta: writes, taps, and reads what comes. `hidesPhone`: shows a username only. */
export function phoneOfAPatient(twin: Twin, from: string, name: string, hidesPhone = false) {
  let read = 0;
  const send = async (body: object) => {
    const answer = await fetch(`${twin.phoneUrl}_twin/patient-message`, {
      method: 'POST',
      body: JSON.stringify({ from, name, hidesPhone, ...body }),
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
  let request: Bubble | undefined;
  /** The next message of the clinic. */
  const hear = async (): Promise<Heard> => {
    let bubbles: readonly Bubble[] = [];
    await until(`an answer on ${name}'s phone`, async () => {
      bubbles = await fromClinic();
      return bubbles.length > read;
    });
    last = bubbles[read];
    if (last?.content.interactive?.type === 'contact_request') request = last;
    read += 1;
    const { text, interactive, shown } = last?.content ?? {};
    const choices = [
      ...(interactive?.action.sections?.flatMap(({ rows }) => rows) ?? []),
      ...(interactive?.action.buttons?.map(({ reply }) => reply) ?? []),
      ...(shown?.buttons.map(({ text: title, payload }) => ({ id: payload ?? title, title })) ?? []),
    ];
    return { text: text?.body ?? interactive?.body.text ?? shown?.body ?? '', choices };
  };
  const sendCard = (phone: string, more: object = {}, context: object = {}) => {
    const contacts = [
      { name: { formatted_name: name }, phones: [{ phone: `+${phone}`, wa_id: phone }], ...more },
    ];
    return send({ message: { type: 'contacts', ...context, contacts } });
  };
  /** Answers the clinic's request for the phone by its one button. */
  const share = async (phone = from) => {
    if (request === undefined) throw new Error('nobody asked for the phone');
    await sendCard(phone, { origin: 'contact_request' }, { context: { id: request.id } });
  };
  return {
    hear,
    /** Writes, and does not wait for an answer. */
    say: (text: string) => send({ text }),
    /** Everything of the clinic that the phone shows, in order. */
    texts: async () =>
      (await fromClinic()).map(
        ({ content: { text, interactive, shown } }) =>
          text?.body ?? interactive?.body.text ?? shown?.body ?? '',
      ),
    async write(text: string): Promise<Heard> {
      await send({ text });
      return hear();
    },
    share,
    /** Sends the card of a contact, as one does unasked. */
    sendCard: (phone: string) => sendCard(phone),
    /** Taps what the last message offered. */
    async tap(title: RegExp, heard: Heard): Promise<Heard> {
      const chosen = heard.choices.find((choice) => title.test(choice.title));
      if (chosen === undefined)
        throw new Error(
          `nothing like ${title.source} among ${heard.choices.map((choice) => choice.title).join(', ')} after: ${heard.text}`,
        );
      if (last?.content.shown !== undefined) {
        const button = { text: chosen.title, payload: chosen.id };
        await send({ message: { type: 'button', context: { id: last.id }, button } });
        return hear();
      }
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
