import { useCallback, useRef, useState } from 'react';
import type { Message } from '../../../../client/atende-client.ts';
import { client, codeOf } from '../../client.ts';
import { limits } from '../../limits.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { Failure } from '../../parts/states.tsx';
import { inOneLine } from '../../words/conversation-words.ts';
import { sizeWords } from '../../words/sizes.ts';
import { useSendOnce } from '../use-send-once.ts';
import type { Quoting } from './message-acts.ts';
import './message-acts.css';
import { held } from '../../parts/held.ts';

type Props = {
  readonly clinicId: string;
  readonly conversationId: string;
  readonly newest: Message | undefined;
  readonly file: File;
  readonly quoting: Quoting | undefined;
  readonly onClose: () => void;
};

/** What will be sent, seen before it is sent; and what came in since it was chosen. */
export default function SendFile({ clinicId, conversationId, newest, file, quoting, onClose }: Props) {
  const [caption, setCaption] = useState('');
  const upload = useUpload({ clinicId, conversationId, file });
  const mayHaveCaption = !file.type.startsWith('audio/');
  const { isLate, unseen, isSending, failure, send } = useSendOnce<string>({
    clinicId,
    conversationId,
    newest,
    isBegun: true,
    async send(words, { seenUpTo, idempotencyKey }) {
      const { fileId, kind } = await upload.take();
      await client
        .sendFile({
          clinicId,
          conversationId,
          fileId,
          body: {
            caption: kind === 'audio' ? '' : words,
            ...(seenUpTo !== undefined && { seenUpTo }),
            ...(quoting !== undefined && { quotes: quoting.message.id }),
          },
          idempotencyKey,
        })
        .catch(upload.forgetIfGone);
    },
    onSent() {
      quoting?.onDone();
      onClose();
    },
  });
  return (
    <Dialog title="Enviar arquivo" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          send(caption.trim());
        }}
      >
        {isLate && (
          <div className="note warn" role="status">
            <p>
              <strong>A conversa andou enquanto você escolhia.</strong> Leia o que chegou antes de enviar.
            </p>
            <ul className="send-unseen">
              {unseen().map((message) => (
                <li key={message.id}>
                  {message.direction === 'inbound' ? 'Paciente' : 'Clínica'}: {inOneLine(message)}
                </li>
              ))}
            </ul>
          </div>
        )}
        <Preview file={file} />
        <p>
          <strong>{file.name}</strong> <span className="soft">({sizeWords(file.size)})</span>
        </p>
        {mayHaveCaption && (
          <label className="field">
            <span>Legenda (opcional)</span>
            <textarea
              className="input"
              rows={2}
              maxLength={limits.caption}
              value={caption}
              onChange={({ target }) => setCaption(target.value)}
            />
          </label>
        )}
        {failure !== undefined && <Failure error={failure} what="O arquivo não saiu." />}
        <div className="row-line">
          <button type="submit" className="button main" {...held(isSending)}>
            {isSending ? 'Enviando…' : isLate ? 'Enviar mesmo assim' : 'Enviar'}
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancelar
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Brings the bytes to the server once; a second try sends what is there already. */
function useUpload({ clinicId, conversationId, file }: Pick<Props, 'clinicId' | 'conversationId' | 'file'>) {
  const uploaded = useRef<ReturnType<typeof client.uploadFile>>(undefined);
  return {
    take: async () => {
      uploaded.current ??= client.uploadFile({ clinicId, conversationId, fileName: file.name, body: file });
      try {
        return await uploaded.current;
      } catch (error) {
        uploaded.current = undefined;
        throw error;
      }
    },
    /** It waits for a day only. */
    forgetIfGone: (error: unknown): never => {
      if (codeOf(error) === 'media.upload-not-found') uploaded.current = undefined;
      throw error;
    },
  };
}

/** Only what a browser draws without running anything. */
function Preview({ file }: { readonly file: File }) {
  const show = useCallback(
    (picture: HTMLImageElement) => {
      const address = URL.createObjectURL(file);
      picture.src = address;
      return () => URL.revokeObjectURL(address);
    },
    [file],
  );
  if (file.type !== 'image/jpeg' && file.type !== 'image/png') return null;
  return <img ref={show} className="attached-picture" alt="O que será enviado" />;
}
