import { useState, type ReactNode } from 'react';
import type { Message } from '../../../../client/atende-client.ts';
import { quotedInOneLine } from '../../words/conversation-words.ts';
import { mediaAddress, shapeOf } from './media-shape.ts';
import './media.css';

type Props = {
  readonly clinicId: string;
  readonly conversationId: string;
  readonly quote: Message | NonNullable<Message['quote']>;
  /** Before it: whose it is. */
  readonly children: ReactNode;
};

/** A message that is answered, in a line: what it is and says, and a small picture where it is one that is here. */
export function Quoted({ clinicId, conversationId, quote, children }: Props) {
  const [isBroken, setBroken] = useState(false);
  const { id, media, deletedAt } = quote;
  const isPicture =
    deletedAt === undefined && media?.state === 'stored' && shapeOf(media.type) === 'picture' && !isBroken;
  return (
    <span className="quoted">
      <span className="quoted-words">
        {children}
        {quotedInOneLine(quote)}
      </span>
      {id !== undefined && isPicture && (
        <img
          className="quoted-picture"
          src={mediaAddress(clinicId, conversationId, id)}
          // its words say what it is
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setBroken(true)}
        />
      )}
    </span>
  );
}
