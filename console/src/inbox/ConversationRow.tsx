import { Link } from '@tanstack/react-router';
import { use } from 'react';
import type { Conversation } from '../../../client/atende-client.ts';
import { Names } from '../conversation/team/colleagues.ts';
import { saidWords, waitingWords } from '../words/conversation-words.ts';
import { nameOf } from '../words/phones.ts';
import { ago, listTime } from '../words/times.ts';
import { shownOf, summaryOf } from './rows.ts';

type Props = {
  readonly clinicId: string;
  readonly conversation: Conversation;
  readonly zone: string;
  readonly now: Date;
  /** The one that Tab reaches; the arrows go on from there. */
  readonly isStop: boolean;
};

const firstName = (name: string): string => name.split(' ', 1)[0] ?? name;

/** A conversation in the list, as high as `heightOf` says. A summary stands in the place of what was said last. */
export function ConversationRow({ clinicId, conversation, zone, now, isStop }: Props) {
  const { id, contact, lastMessageAt, waiting, unread, mode, undelivered, assignment } = conversation;
  const names = use(Names);
  const shown = shownOf(conversation);
  const summary = summaryOf(conversation);
  const shownAt = summary === undefined ? (shown?.createdAt ?? lastMessageAt) : lastMessageAt;
  return (
    <Link
      to="/c/$clinicId/conversas/$conversationId"
      params={{ clinicId, conversationId: id }}
      search={(before) => ({ ...before, m: undefined })}
      className="talk-row"
      activeProps={{ 'aria-current': 'true' }}
      tabIndex={isStop ? 0 : -1}
      data-unread={unread > 0}
    >
      <span className="talk-row-name">{nameOf(contact)}</span>
      <time className="talk-row-time number" dateTime={shownAt}>
        {listTime(shownAt, zone, now)}
      </time>
      {summary === undefined ? (
        <span className="talk-row-words">{shown === undefined ? '' : saidWords(shown)}</span>
      ) : (
        <span className="talk-row-summary">{summary}</span>
      )}
      <span className="talk-row-marks">
        {waiting !== undefined ? (
          <span className={waiting.reason === 'emergency' ? 'mark bad' : 'mark warn'}>
            <span className="talk-row-reason">{waitingWords(waiting.reason)}</span>
            <span className="talk-row-since">, {ago(waiting.since, now)}</span>
          </span>
        ) : mode === 'human' && assignment === undefined ? (
          <span className="mark team">Equipe</span>
        ) : null}
        {assignment !== undefined && (
          <span className="mark team">
            <span className="spoken">Responsável: </span>
            {firstName(names(assignment.actor) ?? 'Equipe')}
          </span>
        )}
        {undelivered !== undefined && <span className="mark bad">Não entregue</span>}
        {unread > 0 && (
          <span className="mark count number">
            {unread}
            <span className="spoken">{unread === 1 ? ' não lida' : ' não lidas'}</span>
          </span>
        )}
      </span>
    </Link>
  );
}
