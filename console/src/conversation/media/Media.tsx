import { useState } from 'react';
import type { Message, MessageMedia } from '../../../../client/atende-client.ts';
import { sizeWords } from '../../words/sizes.ts';
import { mediaAddress, shapeOf } from './media-shape.ts';
import './media.css';

type Props = { readonly clinicId: string; readonly message: Message; readonly media: MessageMedia };

/** A patient's file: seen, heard or downloaded; or why it is not there. */
export function Media({ clinicId, message, media }: Props) {
  const [isBroken, setBroken] = useState(false);
  const { state, type, size, fileName } = media;
  if (state === 'due') return <p className="media-state">Buscando o arquivo no WhatsApp…</p>;
  if (state === 'unavailable')
    return (
      <p className="media-state" data-kind="lost">
        Não foi possível buscar o arquivo no WhatsApp. Peça ao paciente que envie de novo.
      </p>
    );
  const address = mediaAddress(clinicId, message.conversationId, message.id);
  const shape = isBroken ? 'file' : shapeOf(type);
  const whose = message.direction === 'inbound' ? 'do paciente' : 'da clínica';
  const onError = () => setBroken(true);
  switch (shape) {
    case 'picture': {
      const name = message.type === 'sticker' ? 'Figurinha' : 'Foto';
      return (
        <a
          className="media-picture"
          data-type={message.type}
          href={address}
          target="_blank"
          rel="noopener noreferrer"
          title="Abrir em outra aba"
        >
          <img src={address} alt={`${name} ${whose}`} loading="lazy" decoding="async" onError={onError} />
        </a>
      );
    }
    case 'audio':
      return (
        <>
          <audio
            className="media-audio"
            controls
            preload="none"
            src={address}
            aria-label={`Áudio ${whose}`}
            onError={onError}
          />
          <Transcript of={media} />
        </>
      );
    case 'video':
      return (
        <video
          className="media-video"
          controls
          preload="none"
          src={address}
          aria-label={`Vídeo ${whose}`}
          onError={onError}
        />
      );
    case 'file':
      return (
        <>
          {isBroken && (
            <span className="media-state">Este arquivo não pôde ser mostrado aqui. Baixe para ver.</span>
          )}
          <a className="media-file" href={address} download={fileName ?? ''}>
            <span className="media-name">{fileName ?? 'Arquivo sem nome'}</span>
            <span className="small soft">Baixar{size === undefined ? '' : ` (${sizeWords(size)})`}</span>
          </a>
        </>
      );
  }
}

/** What a machine understood of a recording, so that nobody has to listen to find out what it is about. */
function Transcript({ of: { transcript } }: { readonly of: MessageMedia }) {
  switch (transcript?.state) {
    case 'due':
      return <p className="media-state">Ouvindo o áudio…</p>;
    case 'heard':
      return (
        <figure className="media-transcript">
          <figcaption className="small soft">Transcrição automática</figcaption>
          <blockquote>{transcript.text}</blockquote>
        </figure>
      );
    case 'unheard':
    case undefined:
      return null;
  }
}
