import type { ReactNode, Ref } from 'react';
import { Icon } from '../parts/icons.tsx';
import { onSendKey } from '../parts/send-key.ts';
import { typeOn } from '../parts/type-on.ts';
import { Failure } from '../parts/states.tsx';
import type { useReply } from './use-reply.ts';
import { held } from '../parts/held.ts';

type Props = {
  readonly reply: ReturnType<typeof useReply>;
  readonly field: Ref<HTMLTextAreaElement>;
  readonly label: string;
  readonly placeholder: string;
  readonly rows: number;
  readonly mostCharacters: number;
  readonly send: string;
  readonly hint: ReactNode;
  /** Beside the field, before it. */
  readonly attach?: ReactNode;
  /** Above the field. */
  readonly children?: ReactNode;
};

/** A text that is written and sent once; Enter begins a line, with Ctrl it sends. */
export function ReplyForm(props: Props) {
  const { reply, field, label, placeholder, rows, mostCharacters, send, hint, attach, children } = props;
  return (
    <form
      className="composer-form"
      onSubmit={(event) => {
        event.preventDefault();
        reply.send();
        typeOn(event.currentTarget);
      }}
    >
      {reply.isLate && (
        <p className="note warn" role="status">
          <strong>A conversa andou enquanto você escrevia.</strong> Leia o que chegou antes de enviar.
        </p>
      )}
      {reply.failure !== undefined && <Failure error={reply.failure} what="A mensagem não saiu." />}
      {children}
      <div className="composer-line">
        {attach}
        <textarea
          ref={field}
          className="input"
          rows={rows}
          maxLength={mostCharacters}
          aria-label={label}
          placeholder={placeholder}
          aria-describedby="composer-hint"
          value={reply.text}
          readOnly={reply.isSending}
          onChange={({ target }) => reply.write(target.value)}
          onKeyDown={onSendKey(reply.send)}
        />
        <button type="submit" className="button main" {...held(!reply.canSend)}>
          <Icon name="send" />
          <span>{reply.isLate ? 'Enviar mesmo assim' : reply.isSending ? 'Enviando…' : send}</span>
        </button>
      </div>
      <p id="composer-hint" className="small soft">
        {hint} <span className="composer-keys">Ctrl Enter envia.</span>
      </p>
    </form>
  );
}
