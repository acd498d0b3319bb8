import { useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { useReply } from '../use-reply.ts';
import { withAnswer } from './quick-answers.ts';

type Wanted = {
  readonly reply: Pick<ReturnType<typeof useReply>, 'text' | 'write'>;
  readonly field: RefObject<HTMLTextAreaElement | null>;
};

/** How the list of quick answers comes and goes: by its button, or by a `/` at the beginning of an empty reply. */
export function useQuickAnswers({ reply, field }: Wanted) {
  const [way, setWay] = useState<'slash' | 'button'>();
  const opener = useRef<HTMLButtonElement>(null);
  const isTyped = way === 'slash' && reply.text.startsWith('/') && !reply.text.includes('\n');
  const leave = () => setWay(undefined);
  return {
    isOpen: isTyped || way === 'button',
    /** What follows the `/`; absent where the list was opened by its button. */
    typed: isTyped ? reply.text.slice(1) : undefined,
    opener,
    write: (text: string) => {
      if (reply.text === '') setWay(text.startsWith('/') ? 'slash' : undefined);
      reply.write(text);
    },
    toggle: () => setWay(isTyped || way === 'button' ? undefined : 'button'),
    leave,
    /** The focus goes back to where it came from. */
    dismiss: () => {
      leave();
      (isTyped ? field : opener).current?.focus();
    },
    /** Put into the reply, where it can be changed before it is sent. */
    choose: (answer: string) => {
      const writing = field.current;
      const { length } = reply.text;
      const selected = [writing?.selectionStart ?? length, writing?.selectionEnd ?? length] as const;
      const { text, caret } = withAnswer(reply.text, isTyped ? [0, length] : selected, answer);
      flushSync(() => {
        leave();
        reply.write(text);
      });
      writing?.focus();
      writing?.setSelectionRange(caret, caret);
    },
  };
}
