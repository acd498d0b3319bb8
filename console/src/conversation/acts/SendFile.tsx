import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { client } from '../../client.ts';
import { limits } from '../../limits.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { Failure } from '../../parts/states.tsx';
import { sizeWords } from '../../words/sizes.ts';
import { readAfterSending } from '../queries.ts';
import type { Quoting } from './message-acts.ts';
import './message-acts.css';

type Props = {
  readonly clinicId: string;
  readonly conversationId: string;
  readonly file: File;
  readonly quoting: Quoting | undefined;
  readonly onClose: () => void;
};

/** What will be sent, seen before it is sent. */
export default function SendFile({ clinicId, conversationId, file, quoting, onClose }: Props) {
  const queryClient = useQueryClient();
  const [caption, setCaption] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const mayHaveCaption = !file.type.startsWith('audio/');
  const send = useMutation({
    async mutationFn() {
      const { fileId, kind } = await client.uploadFile({
        clinicId,
        conversationId,
        fileName: file.name,
        body: file,
      });
      await client.sendFile({
        clinicId,
        conversationId,
        fileId,
        body: {
          caption: kind === 'audio' ? '' : caption.trim(),
          ...(quoting !== undefined && { quotes: quoting.message.id }),
        },
        idempotencyKey: key,
      });
    },
    async onSuccess() {
      quoting?.onDone();
      onClose();
      await readAfterSending(queryClient, clinicId, conversationId);
    },
  });
  return (
    <Dialog title="Enviar arquivo" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!send.isPending) send.mutate();
        }}
      >
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
        {send.isError && <Failure error={send.error} what="O arquivo não saiu." />}
        <div className="row-line">
          <button type="submit" className="button main" disabled={send.isPending}>
            {send.isPending ? 'Enviando…' : 'Enviar'}
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancelar
          </button>
        </div>
      </form>
    </Dialog>
  );
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
