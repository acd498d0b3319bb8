import type { Conversation, ConversationNote } from '../../../../client/atende-client.ts';
import { Identities } from './Identities.tsx';
import { NotesOfPatient } from './NotesOfPatient.tsx';
import './patient.css';

type Props = {
  readonly clinicId: string;
  readonly conversation: Conversation;
  /** Newest first. */
  readonly notes: readonly ConversationNote[];
  readonly zone: string;
  readonly now: Date;
};

/** What else is known of the patient: by which numbers and ids, and what the team has noted. */
export default function AboutPatient({ clinicId, conversation, ...noted }: Props) {
  return (
    <>
      <Identities clinicId={clinicId} conversation={conversation} />
      <NotesOfPatient {...noted} />
    </>
  );
}
