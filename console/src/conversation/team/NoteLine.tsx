import { useMutation, useQuery } from '@tanstack/react-query';
import { use, useState } from 'react';
import type { ConversationNote } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { Failure } from '../../parts/states.tsx';
import { administers, roleIn, whoAmI } from '../../session/session.ts';
import { clockTime } from '../../words/times.ts';
import { Names } from './colleagues.ts';
import './team.css';
import { held } from '../../parts/held.ts';

type Props = {
  readonly clinicId: string;
  readonly note: ConversationNote;
  readonly zone: string;
  readonly onDeleted: () => Promise<unknown>;
};

/** A note for the team, where it was written among the messages: it is none, and looks like none. */
export function NoteLine({ clinicId, note, zone, onDeleted }: Props) {
  const me = useQuery(whoAmI).data;
  const names = use(Names);
  const [asks, setAsks] = useState(false);
  const { id: noteId, conversationId, text, writtenBy, createdAt } = note;
  const mayDelete = me !== undefined && (me.actor === writtenBy || administers(roleIn(me, clinicId)));
  const remove = useMutation({
    mutationFn: () => client.deleteNote({ clinicId, conversationId, noteId }),
    onSuccess: onDeleted,
  });
  return (
    <li className="note-line">
      <p className="note-line-head">
        <strong>Nota da equipe</strong> · {names(writtenBy) ?? 'Equipe'} ·{' '}
        <time className="number" dateTime={createdAt}>
          {clockTime(createdAt, zone)}
        </time>
        {mayDelete && (
          <button type="button" className="note-line-delete" onClick={() => setAsks(true)}>
            Apagar<span className="spoken"> a nota</span>
          </button>
        )}
      </p>
      <p className="note-line-text">{text}</p>
      {asks && (
        <Dialog title="Apagar a nota" onClose={() => setAsks(false)}>
          <p>Ela some para toda a equipe e não volta.</p>
          {remove.isError && <Failure error={remove.error} what="A nota não foi apagada." />}
          <div className="dialog-foot">
            <button type="button" className="button" onClick={() => setAsks(false)}>
              Manter
            </button>
            <button
              type="button"
              className="button bad"
              {...held(remove.isPending)}
              onClick={() => remove.mutate()}
            >
              Apagar
            </button>
          </div>
        </Dialog>
      )}
    </li>
  );
}
