import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { Message } from '../../../client/atende-client.ts';
import { client, codeOf } from '../client.ts';
import { erasedIds } from '../inbox/erased/erased.ts';
import { ErasedPerson } from '../inbox/erased/ErasedPerson.tsx';
import { forgetConversation } from '../inbox/erased/forget-person.ts';
import { followChange, oneConversation } from '../inbox/queries.ts';
import { useNow } from '../live/live.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Failure, Skeleton } from '../parts/states.tsx';
import { useClinic } from '../session/clinic.ts';
import { nameOf } from '../words/phones.ts';
import { Composer } from './Composer.tsx';
import { ConversationHead } from './ConversationHead.tsx';
import { draftOf, keepDraft } from './drafts.ts';
import { SendAgain } from './FailedSend.tsx';
import { MessageActs } from './acts/message-acts.ts';
import { Messages } from './Messages.tsx';
import { PatientPanel } from './patient/PatientPanel.tsx';
import { messageList } from './queries.ts';
import { useNotes } from './team/notes.ts';
import { timeline } from './team/timeline.ts';
import { serviceWindow } from './window.ts';

const FoundPlace = lazy(() => import('../search/FoundPlace.tsx'));
const MessageActions = lazy(() => import('./acts/MessageActions.tsx'));

export function ConversationPane() {
  const { clinicId = '', conversationId = '' } = useParams({ strict: false });
  const isErased = useQuery(erasedIds(clinicId)).data.includes(conversationId);
  // with the conversation goes all that its parts hold of the person
  if (isErased) return <ErasedPerson clinicId={clinicId} />;
  return <OpenConversation key={conversationId} clinicId={clinicId} conversationId={conversationId} />;
}

function OpenConversation({ clinicId, conversationId }: { clinicId: string; conversationId: string }) {
  const queryClient = useQueryClient();
  const conversation = useQuery(oneConversation(clinicId, conversationId));
  const said = useInfiniteQuery(messageList(clinicId, conversationId));
  const zone = useClinic(clinicId).timeZone;
  const now = useNow(30_000);
  const [showsDetails, setShowsDetails] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  /** How often a text was put back into the composer, which begins anew with it. */
  const [rewrites, setRewrites] = useState(0);
  const writeAgain = (text: string) => {
    const begun = draftOf(clinicId, conversationId);
    keepDraft(clinicId, conversationId, begun === '' || begun === text ? text : `${begun}\n${text}`);
    setRewrites((count) => count + 1);
  };
  useEffect(() => {
    if (rewrites > 0) field.current?.focus();
  }, [rewrites]);

  const [acting, setActing] = useState<Message>();
  const [quoted, setQuoted] = useState<Message>();
  const quoting = useMemo(() => quoted && { message: quoted, onDone: () => setQuoted(undefined) }, [quoted]);
  useEffect(() => {
    if (quoted !== undefined) field.current?.focus();
  }, [quoted]);

  const messages = useMemo(
    () => (said.data?.pages.flatMap(({ items }) => items) ?? []).toReversed(),
    [said.data?.pages],
  );
  const oldest = said.hasNextPage ? messages[0]?.createdAt : undefined;
  const { noted, readAgain } = useNotes(clinicId, conversationId, oldest);
  const { notes } = noted;
  const lines = useMemo(
    () => timeline(messages, notes, said.hasNextPage),
    [messages, notes, said.hasNextPage],
  );
  const { m: found } = useSearch({ from: '/c/$clinicId/conversas' });
  const navigate = useNavigate();
  const toNow = () =>
    void navigate({ to: '.', search: (before) => ({ ...before, m: undefined }), replace: true });
  // among the newest ones it is shown where it stands
  const isFar = found !== undefined && said.data !== undefined && !messages.some(({ id }) => id === found);
  const isThere = conversation.data !== undefined && said.data !== undefined;
  useEffect(() => {
    if (isThere) heading.current?.focus();
  }, [isThere]);

  // what is shown is seen: the mark goes at once, the server's number comes back
  const newest = messages.at(-1);
  const unread = conversation.data?.unread ?? 0;
  useEffect(() => {
    if (newest === undefined || unread === 0 || document.visibilityState !== 'visible') return;
    client
      .markConversationRead({ clinicId, conversationId, body: { upTo: newest.id } })
      .then(() => client.getConversation({ clinicId, conversationId }))
      .then((changed) => followChange(queryClient, clinicId, changed))
      // it stays unread, which the list shows
      .catch(() => undefined);
  }, [clinicId, conversationId, newest, queryClient, unread]);

  const isGone = codeOf(conversation.error) === 'conversation.not-found';
  useEffect(() => {
    if (isGone) forgetConversation(queryClient, clinicId, conversationId);
  }, [clinicId, conversationId, isGone, queryClient]);

  const failed = conversation.error ?? said.error;
  if (failed !== null)
    return (
      <section className="talk">
        <div className="page">
          <h1>Conversa</h1>
          <Failure
            error={failed}
            what="Não consegui abrir a conversa."
            onRetry={() => void Promise.all([conversation.refetch(), said.refetch()])}
          />
        </div>
      </section>
    );
  if (conversation.data === undefined || said.data === undefined)
    return (
      <section className="talk">
        <div className="page">
          <h1 className="spoken">Conversa</h1>
          <Skeleton height="3rem" count={4} />
        </div>
      </section>
    );
  const window = serviceWindow(conversation.data.lastPatientMessageAt, now);
  const { phone } = conversation.data.contact;
  const sendAgain = { phone, ...(window.state === 'open' && { onWriteAgain: writeAgain }) };
  const acts = { onAct: setActing, canWrite: window.state === 'open' };
  const label = `Mensagens com ${nameOf(conversation.data.contact)}`;
  const panel = (
    <PatientPanel clinicId={clinicId} conversation={conversation.data} noted={noted} zone={zone} />
  );
  return (
    <>
      <section className="talk" aria-label={`Conversa com ${nameOf(conversation.data.contact)}`}>
        <ConversationHead
          clinicId={clinicId}
          conversation={conversation.data}
          window={window}
          zone={zone}
          heading={heading}
          onDetails={() => setShowsDetails(true)}
        />
        <SendAgain value={sendAgain}>
          <MessageActs value={acts}>
            {isFar ? (
              <Suspense fallback={<div className="log-frame" />}>
                <FoundPlace
                  key={found}
                  clinicId={clinicId}
                  conversationId={conversationId}
                  messageId={found}
                  zone={zone}
                  label={label}
                  onNow={toNow}
                />
              </Suspense>
            ) : (
              <Messages
                clinicId={clinicId}
                lines={lines}
                onNoteDeleted={readAgain}
                zone={zone}
                label={label}
                hasOlder={said.hasNextPage}
                isLoadingOlder={said.isFetchingNextPage}
                onOlder={() => void said.fetchNextPage()}
                found={found}
              />
            )}
          </MessageActs>
        </SendAgain>
        <Composer
          key={rewrites}
          clinicId={clinicId}
          conversation={conversation.data}
          newest={newest}
          window={window}
          zone={zone}
          field={field}
          quoting={quoting}
          onNote={readAgain}
        />
        {acting !== undefined && (
          <Suspense>
            <MessageActions
              canWrite={acts.canWrite}
              clinicId={clinicId}
              message={acting}
              onQuote={() => {
                setQuoted(acting);
                setActing(undefined);
              }}
              onClose={() => setActing(undefined)}
            />
          </Suspense>
        )}
      </section>
      <aside className="patient" aria-label="Paciente">
        {panel}
      </aside>
      {showsDetails && (
        <Dialog title="Paciente" onClose={() => setShowsDetails(false)}>
          {panel}
        </Dialog>
      )}
    </>
  );
}
