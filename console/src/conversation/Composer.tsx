import { lazy, Suspense, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { Conversation, Message } from '../../../client/atende-client.ts';
import { Icon } from '../parts/icons.tsx';
import { Skeleton } from '../parts/states.tsx';
import { isSendKey } from '../parts/send-key.ts';
import { limits } from '../limits.ts';
import { useKeys } from '../shell/use-keys.ts';
import { clockTime } from '../words/times.ts';
import { Attach } from './acts/Attach.tsx';
import { QuickAnswerButton } from './acts/QuickAnswerButton.tsx';
import { useQuickAnswers } from './acts/use-quick-answers.ts';
import type { Quoting } from './acts/message-acts.ts';
import { ComposerKinds, type ComposerKind } from './team/ComposerKinds.tsx';
import { Quoted } from './media/Quoted.tsx';
import { NoteForm } from './team/NoteForm.tsx';
import { ReplyForm } from './ReplyForm.tsx';
import { usePresence } from './team/use-presence.ts';
import { Present } from './team/Present.tsx';
import { useReply } from './use-reply.ts';
import type { ServiceWindow } from './window.ts';

const TemplateComposer = lazy(() => import('./templates/TemplateComposer.tsx'));
const QuickAnswers = lazy(() => import('./acts/QuickAnswers.tsx'));
const SendFile = lazy(() => import('./acts/SendFile.tsx'));

type Props = {
  readonly clinicId: string;
  readonly conversation: Conversation;
  readonly newest: Message | undefined;
  readonly window: ServiceWindow;
  readonly zone: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly quoting: Quoting | undefined;
};

/** Where one writes: to the patient, freely or, when the 24 hours are over, inside a template; or a note for the team. */
export function Composer({ window, zone, quoting, onNote, ...props }: Props & WithNotes) {
  const { clinicId, conversation, field } = props;
  const [chosen, setChosen] = useState<ComposerKind>('message');
  const frame = useRef<HTMLDivElement>(null);
  // a message is quoted to the patient
  const kind = quoting === undefined ? chosen : 'message';
  const writeOne = (next: ComposerKind) => {
    flushSync(() => {
      setChosen(next);
      if (next === 'note') quoting?.onDone();
    });
    // a template of several fields has no one field for the text
    const first = () => frame.current?.querySelector<HTMLElement>('.template-fields input');
    (field.current ?? first())?.focus();
  };
  const keys = { r: () => writeOne('message'), n: () => writeOne('note') };
  useKeys(keys);
  const { present, onTyped, onSent } = usePresence(clinicId, conversation.id);
  return (
    <div
      ref={frame}
      className="composer-frame"
      data-composer
      onInput={() => {
        if (kind === 'message') onTyped();
      }}
      onSubmit={onSent}
      onKeyDown={(event) => {
        if (isSendKey(event)) onSent();
      }}
    >
      <ComposerKinds kind={kind} onKind={writeOne}>
        <Present present={present} />
      </ComposerKinds>
      {kind === 'note' ? (
        <NoteForm clinicId={clinicId} conversationId={conversation.id} field={field} onWritten={onNote} />
      ) : window.state === 'closed' ? (
        <Suspense fallback={<Skeleton height="6rem" count={1} />}>
          <TemplateComposer {...props} />
        </Suspense>
      ) : (
        <FreeComposer {...props} window={window} zone={zone} quoting={quoting} />
      )}
    </div>
  );
}

type WithNotes = {
  /** A note was written. */
  readonly onNote: () => Promise<unknown>;
};

const mostCharacters = limits.text;
/** They are counted only when they run out. */
const countFrom = 3_800;

type FreeProps = Omit<Props, 'window'> & { readonly window: Extract<ServiceWindow, { state: 'open' }> };

function FreeComposer({ clinicId, conversation, newest, window, zone, field, quoting }: FreeProps) {
  const reply = useReply({ clinicId, conversationId: conversation.id, newest, quoting });
  const [file, setFile] = useState<File>();
  const quick = useQuickAnswers({ reply, field });
  const left = mostCharacters - reply.text.length;
  return (
    <div className="composer">
      {quick.isOpen && (
        <Suspense>
          <QuickAnswers clinicId={clinicId} quick={quick} field={field} />
        </Suspense>
      )}
      {file !== undefined && (
        <Suspense>
          <SendFile
            clinicId={clinicId}
            conversationId={conversation.id}
            newest={newest}
            file={file}
            quoting={quoting}
            onClose={() => setFile(undefined)}
          />
        </Suspense>
      )}
      <ReplyForm
        reply={{
          ...reply,
          write: quick.write,
          canSend: reply.canSend && left >= 0,
          send: () => {
            if (left >= 0) reply.send();
          },
        }}
        field={field}
        label="Mensagem"
        placeholder={
          conversation.mode === 'assistant' ? 'Escrever assume a conversa' : 'Escreva uma mensagem'
        }
        rows={1}
        mostCharacters={mostCharacters}
        send="Enviar"
        attach={
          <>
            <Attach onFile={setFile} />
            <QuickAnswerButton opener={quick.opener} isOpen={quick.isOpen} onToggle={quick.toggle} />
          </>
        }
        hint={
          <>
            {window.endsSoon && <strong>Dá para responder só até {clockTime(window.until, zone)}. </strong>}
            {left < 0
              ? `${-left} caracteres a mais.`
              : reply.text.length >= countFrom && `${left} caracteres restantes.`}
          </>
        }
      >
        {quoting !== undefined && (
          <p className="composer-quote" role="status">
            <Quoted clinicId={clinicId} conversationId={conversation.id} quote={quoting.message}>
              Em resposta a:{' '}
            </Quoted>
            <button
              type="button"
              className="button icon quiet"
              aria-label="Não citar"
              onClick={quoting.onDone}
            >
              <Icon name="close" />
            </button>
          </p>
        )}
      </ReplyForm>
    </div>
  );
}
