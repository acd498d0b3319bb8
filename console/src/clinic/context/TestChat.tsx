import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { client } from '../../client.ts';
import { MessageText } from '../../conversation/message-text.tsx';
import { Icon } from '../../parts/icons.tsx';
import { Failure } from '../../parts/states.tsx';
import { waitingWords } from '../../words/conversation-words.ts';
import type { Document } from './document.ts';
import { held } from '../../parts/held.ts';

type Option = { readonly id: string; readonly title: string; readonly description?: string | undefined };
type Line =
  | { readonly by: 'patient'; readonly text: string }
  | { readonly by: 'assistant'; readonly text: string; readonly options: readonly Option[] }
  | { readonly by: 'note'; readonly text: string };
type Said = { readonly text: string; readonly choice?: { readonly id: string; readonly title: string } };

type Props = {
  readonly clinicId: string;
  /** In place of the saved one; absent where nothing was changed. */
  readonly document: Document | undefined;
};

const most = 4_096;

/** A talk with the assistant that nobody else hears. It remembers what was said until one begins again. */
export function TestChat({ clinicId, document }: Props) {
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [text, setText] = useState('');
  const [dialogue, setDialogue] = useState<unknown>();
  const log = useRef<HTMLDivElement>(null);
  const ask = useMutation({
    mutationFn: (said: Said) =>
      client.tryClinicAssistant({
        clinicId,
        body: {
          ...said,
          ...(dialogue !== undefined && { dialogue }),
          ...(document !== undefined && { document }),
        },
      }),
    onMutate: (said) => setLines((before) => [...before, { by: 'patient', text: said.text }]),
    onSuccess({ replies, handover, dialogue: after }) {
      setDialogue(after);
      setLines((before) => [
        ...before,
        ...replies.map(({ text: answer, options }) => ({ by: 'assistant' as const, text: answer, options })),
        ...(handover === undefined
          ? []
          : [{ by: 'note' as const, text: `Aqui chamaria a equipe: ${waitingWords(handover)}.` }]),
      ]);
    },
    onError: (_, said) => {
      setLines((before) => before.slice(0, -1));
      if (said.choice === undefined) setText(said.text);
    },
  });
  useEffect(() => {
    const shown = log.current;
    if (shown !== null) shown.scrollTop = shown.scrollHeight;
  }, [lines]);
  const send = () => {
    const said = text.trim();
    if (said === '' || ask.isPending) return;
    setText('');
    ask.mutate({ text: said });
  };
  const restart = () => {
    setLines([]);
    setDialogue(undefined);
    ask.reset();
  };
  return (
    <section className="trial" aria-label="Conversa de teste">
      <div className="row-line">
        <p className="grow small soft">
          {document === undefined ? 'Com o que está salvo.' : 'Com as suas mudanças, ainda não salvas.'} Nada
          é enviado nem marcado; a agenda fica de fora.
        </p>
        <button type="button" className="button" {...held(lines.length === 0)} onClick={restart}>
          Recomeçar
        </button>
      </div>
      <div ref={log} className="trial-log" role="log" aria-label="Conversa de teste" tabIndex={0}>
        {lines.length === 0 && <p className="empty">Escreva como um paciente escreveria.</p>}
        <ol>
          {lines.map((line, at) => (
            // lines are only added
            <li key={at} className="trial-line" data-by={line.by}>
              <p>
                {line.by !== 'note' && (
                  <span className="spoken">{line.by === 'patient' ? 'Paciente: ' : 'Assistente: '}</span>
                )}
                <MessageText text={line.text} />
              </p>
              {line.by === 'assistant' && line.options.length > 0 && (
                <ul className="row-line">
                  {line.options.map(({ id, title, description }) => (
                    <li key={id}>
                      <button
                        type="button"
                        className="button"
                        title={description}
                        {...held(ask.isPending || at !== lines.length - 1)}
                        onClick={() => ask.mutate({ text: title, choice: { id, title } })}
                      >
                        {title}
                      </button>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ol>
      </div>
      {ask.isError && <Failure error={ask.error} what="A assistente não respondeu." />}
      <form
        className="composer-line"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <input
          className="input"
          aria-label="Mensagem de teste"
          placeholder="Ex.: quanto custa a consulta?"
          maxLength={most}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit" className="button main" {...held(text.trim() === '' || ask.isPending)}>
          <Icon name="send" />
          <span>{ask.isPending ? 'Esperando…' : 'Enviar'}</span>
        </button>
      </form>
    </section>
  );
}
