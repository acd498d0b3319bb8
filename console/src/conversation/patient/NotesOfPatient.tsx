import { use, useState } from 'react';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { dayAndTime } from '../../words/times.ts';
import { Names } from '../team/colleagues.ts';
import type { TeamNotes } from '../team/notes.ts';
import { held } from '../../parts/held.ts';

type Props = {
  readonly noted: TeamNotes;
  readonly zone: string;
  readonly now: Date;
};

const shownAtFirst = 3;

/** What the team has noted about the patient, together: in the conversation each note stands where it was written. */
export function NotesOfPatient({ noted, zone, now }: Props) {
  const { notes, isPending, error, hasMore, isReadingMore, readMore, retry } = noted;
  const names = use(Names);
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? notes : notes.slice(0, shownAtFirst);
  const hidesSome = shown.length < notes.length;
  return (
    <section aria-label="Notas da equipe">
      <h3>Notas da equipe</h3>
      {error !== null && <Failure error={error} what="Não consegui ler as notas." onRetry={retry} />}
      {isPending && <Skeleton height="2.5rem" />}
      {!isPending && error === null && notes.length === 0 && (
        <p className="small soft">Nenhuma. Em “Nota”, abaixo da conversa, você escreve uma.</p>
      )}
      {shown.length > 0 && (
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
      {hidesSome && (
        <button type="button" className="button" onClick={() => setShowsAll(true)}>
          {hasMore ? 'Ver mais notas' : `Ver todas as ${notes.length} notas`}
        </button>
      )}
      {!hidesSome && hasMore && (
        <button type="button" className="button" {...held(isReadingMore)} onClick={readMore}>
          Ver mais antigas
        </button>
      )}
    </section>
  );
}
