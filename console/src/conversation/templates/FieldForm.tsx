import { useState } from 'react';
import type { Conversation, Message, OfferedTemplate } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { limits } from '../../limits.ts';
import { Icon } from '../../parts/icons.tsx';
import { Failure } from '../../parts/states.tsx';
import { useSendOnce } from '../use-send-once.ts';
import { TemplatePreview } from './TemplatePreview.tsx';
import { TooLong } from './TooLong.tsx';
import { fieldWords, isTooLong, valuesOf, type Written } from './text-template.ts';
import './templates.css';
import { held } from '../../parts/held.ts';

type Props = {
  readonly clinicId: string;
  readonly conversation: Conversation;
  readonly newest: Message | undefined;
  readonly template: OfferedTemplate;
  /** Somebody wants it, and has read what was said until then. */
  readonly isChosen: boolean;
  readonly onSent: () => void;
};

/** A template that was chosen, with its fields: what is known stands there already, and may be changed. */
export function FieldForm({ clinicId, conversation, newest, template, isChosen, onSent }: Props) {
  const { id: conversationId } = conversation;
  const { name, language, fields } = template;
  const [written, setWritten] = useState<Written>({});
  const values = valuesOf(template, written);
  const isLong = isTooLong(template, written);
  const { isLate, isSending, failure, send } = useSendOnce<Written>({
    clinicId,
    conversationId,
    newest,
    isBegun: isChosen || Object.keys(written).length > 0,
    send: (said, { seenUpTo, idempotencyKey }) =>
      client.sendTemplate({
        clinicId,
        conversationId,
        body: { name, language, values: { ...said }, ...(seenUpTo !== undefined && { seenUpTo }) },
        idempotencyKey,
      }),
    onSent() {
      setWritten({});
      onSent();
    },
  });
  return (
    <form
      className="composer-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (values !== undefined && !isLong) send(values);
      }}
    >
      {isLate && (
        <p className="note warn" role="status">
          <strong>A conversa andou enquanto você preenchia.</strong> Leia o que chegou antes de enviar.
        </p>
      )}
      {failure !== undefined && <Failure error={failure} what="O modelo não saiu." />}
      <TemplatePreview template={template} written={written} />
      <div className="template-fields">
        {fields.map(({ name: field, value }) => (
          <label key={field} className="field">
            <span>{fieldWords(field)}</span>
            <input
              className="input"
              required
              maxLength={limits.templateText}
              autoComplete="off"
              value={written[field] ?? value}
              onChange={({ target }) => setWritten({ ...written, [field]: target.value })}
            />
          </label>
        ))}
      </div>
      {isLong && <TooLong />}
      <div className="row-line">
        <button type="submit" className="button main" {...held(values === undefined || isLong || isSending)}>
          <Icon name="send" />
          <span>{isLate ? 'Enviar mesmo assim' : isSending ? 'Enviando…' : 'Enviar modelo'}</span>
        </button>
      </div>
    </form>
  );
}
