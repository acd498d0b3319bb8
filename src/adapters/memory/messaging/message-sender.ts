import type { MessageSender, SendRequest } from '../../../application/ports/messaging/message-sender.ts';
import type { SendFailure } from '../../../domain/messaging/send-failure.ts';

/** What becomes of one call. */
export type Fate =
  | { readonly fate: 'accepted' }
  | { readonly fate: 'refused'; readonly failure: SendFailure }
  /** Nobody answered; `delivered` is what really happened. */
  | { readonly fate: 'unknown'; readonly delivered: boolean };

/** A bubble on the patient's phone. */
type Bubble = Pick<SendRequest, 'messageId' | 'to' | 'content'> & { readonly metaMessageId: string };

export type ScriptedWhatsApp = MessageSender & {
  /** What reached the patients' phones, in order. */
  readonly phone: Bubble[];
  readonly calls: SendRequest[];
  readonly typing: string[];
};

const timeout: SendFailure = { class: 'transient', code: 'timeout', detail: 'No answer in time' };

/** WhatsApp whose every answer is told by `fateOf`; `pause` lets others go first, before and after the call. */
export function scriptedWhatsApp(
  fateOf: (request: SendRequest) => Fate = () => ({ fate: 'accepted' }),
  pause: () => Promise<void> = () => Promise.resolve(),
): ScriptedWhatsApp {
  const phone: Bubble[] = [];
  const calls: SendRequest[] = [];
  const typing: string[] = [];

  const deliver = ({ messageId, to, content }: SendRequest) => {
    const metaMessageId = `wamid.out.${phone.length + 1}`;
    phone.push({ messageId, to, content, metaMessageId });
    return metaMessageId;
  };

  return {
    phone,
    calls,
    typing,
    async send(request) {
      await pause();
      calls.push(request);
      const told = fateOf(request);
      if (told.fate === 'refused') return { outcome: 'refused', failure: told.failure };
      const metaMessageId = told.fate === 'accepted' || told.delivered ? deliver(request) : undefined;
      await pause();
      return told.fate === 'accepted' && metaMessageId !== undefined
        ? { outcome: 'accepted', metaMessageId }
        : { outcome: 'unknown', failure: timeout };
    },
    async markRead({ metaMessageId }) {
      typing.push(metaMessageId);
      return true;
    },
  };
}
