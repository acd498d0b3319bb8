import { EventEmitter } from 'node:events';

export type Bubble = {
  readonly id: string;
  readonly from: 'patient' | 'clinic';
  readonly at: number;
  readonly content: Readonly<Record<string, unknown>>;
  /** Of the patient's own messages: sent, delivered (the webhook was taken), read. */
  status: 'sent' | 'delivered' | 'read';
};

/** `userId`: of somebody who shows a username only; the clinic never sees the phone unless it is shared. */
export type Patient = { readonly phone: string; readonly name: string; readonly userId?: string };
/** `lastWroteAt` is unknown of whom wrote before the twin was started. */
export type Chat = { readonly patient: Patient; readonly bubbles: Bubble[]; lastWroteAt?: number };

const mostChats = 200;
const mostBubbles = 500;

/** What the phones show. Bounded: the oldest chat and the oldest bubbles go first. `changes` tells each open page. */
export class Chats {
  readonly changes = new EventEmitter().setMaxListeners(100);
  readonly #chats = new Map<string, Chat>();

  all(): readonly Chat[] {
    return [...this.#chats.values()];
  }

  /** Found in either Brazilian form of the number, or by the user id. */
  find(to: string): Chat | undefined {
    return (
      this.#chats.get(to) ??
      this.#chats.get(withNinthDigit(to)) ??
      this.all().find(({ patient: { userId } }) => userId === to)
    );
  }

  open(patient: Patient): Chat {
    const known = this.find(patient.phone);
    if (known !== undefined) return known;
    const oldest = this.#chats.keys().next().value;
    if (this.#chats.size >= mostChats && oldest !== undefined) this.#chats.delete(oldest);
    const chat: Chat = { patient, bubbles: [] };
    this.#chats.set(patient.phone, chat);
    this.tell('chat', patient.phone, { patient });
    return chat;
  }

  /** One of an earlier run; nobody is told. */
  restore(chat: Chat): void {
    this.#chats.set(chat.patient.phone, chat);
  }

  add(chat: Chat, bubble: Bubble): void {
    chat.bubbles.push(bubble);
    if (chat.bubbles.length > mostBubbles) chat.bubbles.shift();
    if (bubble.from === 'patient') chat.lastWroteAt = bubble.at;
    this.tell('bubble', chat.patient.phone, { bubble });
  }

  mark(chat: Chat, id: string, status: Bubble['status']): void {
    for (const bubble of chat.bubbles) {
      if (bubble.from !== 'patient' || bubble.status === 'read') continue;
      // reading one message reads those before it
      if (bubble.id === id || status === 'read') {
        bubble.status = status;
        this.tell('status', chat.patient.phone, { id: bubble.id, status });
      }
      if (bubble.id === id) return;
    }
  }

  tell(type: string, phone: string, fields: object): void {
    this.changes.emit('change', { type, phone, ...fields });
  }
}

const withNinthDigit = (phone: string) => phone.replace(/^(55\d{2})([6-9]\d{7})$/, '$19$2');
