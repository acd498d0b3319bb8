import { use, useState } from 'react';
import type { ConversationNote } from '../../../../client/atende-client.ts';
import { dayAndTime } from '../../words/times.ts';
import { Names } from '../team/colleagues.ts';

type Props = {
  /** Newest first. */
  readonly notes: readonly ConversationNote[];
  readonly zone: string;
  readonly now: Date;
};

const shownAtFirst = 3;

/** What the team has noted about the patient, together: in the conversation each note stands where it was written. */
export function NotesOfPatient({ notes, zone, now }: Props) {
  const names = use(Names);
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? notes : notes.slice(0, shownAtFirst);
  return (
    <section aria-label="Notas da equipe">
      <h3>Notas da equipe</h3>
      {notes.length === 0 ? (
        <p className="small soft">Nenhuma. Em “Nota”, abaixo da conversa, você escreve uma.</p>
      ) : (
        <ul className="patient-notes">
          {shown.map(({ id, text, writtenBy, createdAt }) => (
            <li key={id}>
              <p className="patient-note">{text}</p>
              <p className="small soft">
                {names(writtenBy) ?? 'Equipe'},{' '}
                <time className="number" dateTime={createdAt}>
                  {dayAndTime(createdAt, zone, now)}
                </time>
              </p>
            </li>
          ))}
        </ul>
      )}
      {shown.length < notes.length && (
        <button type="button" className="button" onClick={() => setShowsAll(true)}>
          Ver todas as {notes.length} notas
        </button>
      )}
    </section>
  );
}
