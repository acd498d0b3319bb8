import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../client.ts';
import { quickAnswerList, type QuickAnswerText } from '../../conversation/acts/quick-answers.ts';
import { limits } from '../../limits.ts';
import { Failure } from '../../parts/states.tsx';
import { held } from '../../parts/held.ts';

type Props = {
  readonly clinicId: string;
  /** The one that is changed; a new one where absent. */
  readonly answer?: QuickAnswerText;
  readonly onSaved?: () => void;
};

export function QuickAnswerForm({ clinicId, answer, onSaved }: Props) {
  const queryClient = useQueryClient();
  // a repeat after a lost answer is the same quick answer
  const [id, setId] = useState(() => answer?.id ?? crypto.randomUUID());
  const [name, setName] = useState(answer?.name ?? '');
  const [text, setText] = useState(answer?.text ?? '');
  const save = useMutation({
    mutationFn: () =>
      client.putQuickAnswer({
        clinicId,
        quickAnswerId: id,
        body: { name: name.trim(), text: text.trim() },
      }),
    async onSuccess() {
      await queryClient.invalidateQueries(quickAnswerList(clinicId));
      onSaved?.();
      if (answer !== undefined) return;
      setId(crypto.randomUUID());
      setName('');
      setText('');
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending) save.mutate();
      }}
    >
      <label className="field">
        <span>Nome</span>
        <input
          className="input"
          required
          maxLength={limits.quickAnswerName}
          placeholder="pix"
          value={name}
          onChange={({ target }) => {
            save.reset();
            setName(target.value);
          }}
        />
      </label>
      <label className="field">
        <span>Texto</span>
        <textarea
          className="input"
          required
          rows={3}
          maxLength={limits.text}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      {save.isError && <Failure error={save.error} what="A resposta não foi guardada." />}
      <div className="row-line">
        <button type="submit" className="button main" {...held(save.isPending)}>
          {save.isPending ? 'Guardando…' : 'Guardar'}
        </button>
        <p className="small" role="status">
          {save.isSuccess && `Guardada: ${save.data.name}.`}
        </p>
      </div>
    </form>
  );
}
