import type { Conversation } from '../../../../client/atende-client.ts';
import type { TeamNotes } from '../team/notes.ts';
import { Identities } from './Identities.tsx';
import { NotesOfPatient } from './NotesOfPatient.tsx';
import './patient.css';

type Props = {
  readonly clinicId: string;
  readonly conversation: Conversation;
  readonly noted: TeamNotes;
  readonly zone: string;
  readonly now: Date;
};

/** What else is known of the patient: by which numbers and ids, and what the team has noted. */
export default function AboutPatient({ clinicId, conversation, ...aboutNotes }: Props) {
  return (
    <>
      <Identities clinicId={clinicId} conversation={conversation} />
      <NotesOfPatient {...aboutNotes} />
    </>
  );
}
