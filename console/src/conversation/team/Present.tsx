import { use } from 'react';
import { Names } from './colleagues.ts';
import { presenceWords, type Present as Others } from './presence.ts';
import './team.css';

/** Who else of the team is in the conversation; who writes stands out. */
export function Present({ present }: { readonly present: Others }) {
  const names = use(Names);
  const shown = presenceWords(present, names);
  return (
    <p className="present" role="status" data-writing={shown?.isWriting === true}>
      {shown?.text}
    </p>
  );
}
