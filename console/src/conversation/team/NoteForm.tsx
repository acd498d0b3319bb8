import { useMutation } from '@tanstack/react-query';
import { useState, type Ref } from 'react';
import { client } from '../../client.ts';
import { onSendKey } from '../../parts/send-key.ts';
import { typeOn } from '../../parts/type-on.ts';
import { limits } from '../../limits.ts';
import { Failure } from '../../parts/states.tsx';
import { useRequestKey } from '../../request-key.ts';
import { draftOf, keepDraft, noteDraft } from '../drafts.ts';
import './team.css';
import { held } from '../../parts/held.ts';

type Props = {
  readonly clinicId: string;
  readonly conversationId: string;
  readonly field: Ref<HTMLTextAreaElement>;
  readonly onWritten: () => Promise<unknown>;
};

/** Where one writes for the team: told apart from a message by colour, words and button. */
export function NoteForm({ clinicId, conversationId, field, onWritten }: Props) {
  const draft = noteDraft(conversationId);
  const [text, setText] = useState(() => draftOf(clinicId, draft));
  const withKey = useRequestKey();
  const write = (written: string) => {
    setText(written);
    keepDraft(clinicId, draft, written);
  };
  const keep = useMutation({
    mutationFn: (written: string) =>
      withKey(written, (idempotencyKey) =>
        client.writeNote({ clinicId, conversationId, body: { text: written }, idempotencyKey }),
      ),
    async onSuccess() {
      write('');
      await onWritten();
    },
  });
  const canKeep = text.trim() !== '' && !keep.isPending;
  const submit = () => {
    if (canKeep) keep.mutate(text.trim());
  };
  return (
    <form
      className="composer composer-form note-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
        typeOn(event.currentTarget);
      }}
    >
      {keep.isError && <Failure error={keep.error} what="A nota não foi guardada." />}
      <div className="composer-line">
        <textarea
          ref={field}
          className="input"
          rows={1}
          maxLength={limits.note}
          aria-label="Nota para a equipe"
          placeholder="Só a equipe vê"
          aria-describedby="note-hint"
          value={text}
          readOnly={keep.isPending}
          onChange={({ target }) => write(target.value)}
          onKeyDown={onSendKey(submit)}
        />
        <button type="submit" className="button" {...held(!canKeep)}>
          {keep.isPending ? 'Guardando…' : 'Guardar nota'}
        </button>
      </div>
      <p id="note-hint" className="small soft">
        O paciente não recebe. A nota faz parte dos dados dele: sai na cópia que ele pedir e é apagada com
        ele.
      </p>
    </form>
  );
}
