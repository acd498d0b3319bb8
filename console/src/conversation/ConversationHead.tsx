import { Link } from '@tanstack/react-router';
import { useMemo, useRef, type Ref } from 'react';
import type { Conversation } from '../../../client/atende-client.ts';
import { useNow } from '../live/live.tsx';
import { Icon } from '../parts/icons.tsx';
import { Failure } from '../parts/states.tsx';
import { useKeys } from '../shell/use-keys.ts';
import { nameOf } from '../words/phones.ts';
import { dayAndTime } from '../words/times.ts';
import { waitingWords } from '../words/conversation-words.ts';
import { Assignee } from './team/Assignee.tsx';
import { useHandling } from './team/use-handling.ts';
import type { ServiceWindow } from './window.ts';
import { held } from '../parts/held.ts';

type Props = {
  readonly clinicId: string;
  readonly conversation: Conversation;
  readonly window: ServiceWindow;
  readonly zone: string;
  readonly heading: Ref<HTMLHeadingElement>;
  readonly onDetails: () => void;
};

export function ConversationHead({ clinicId, conversation, window, zone, heading, onDetails }: Props) {
  const { mode, contact, waiting, assignment } = conversation;
  const now = useNow(60_000);
  const act = useHandling(clinicId, conversation);
  const { mutate } = act;
  const keys = useMemo(() => ({ a: () => mutate('take'), d: () => mutate('return') }), [mutate]);
  useKeys(keys);

  return (
    <header className="talk-head">
      <div className="row-line">
        <Link
          to="/c/$clinicId/conversas"
          params={{ clinicId }}
          search={(before) => before}
          className="button icon quiet talk-back"
          aria-label="Voltar à lista"
        >
          <Icon name="back" />
        </Link>
        <div className="grow talk-title">
          <h1 ref={heading} tabIndex={-1}>
            {nameOf(contact)}
          </h1>
          <p className="small soft">
            {window.state === 'open'
              ? `Dá para responder até ${dayAndTime(window.until, zone, now)}`
              : conversation.lastPatientMessageAt === undefined
                ? 'Ainda não escreveu'
                : 'Prazo encerrado'}
            {' · '}
            {mode === 'assistant' && 'com a assistente'}
            {mode === 'human' && (waiting === undefined ? 'com a equipe' : 'esperando a equipe')}
          </p>
        </div>
        <button
          type="button"
          className="button icon quiet talk-details"
          aria-label="Dados do paciente"
          onClick={onDetails}
        >
          <Icon name="info" />
        </button>
        <Turns {...{ mode, mutate }} isPending={act.isPending} isNobodys={assignment === undefined} />
      </div>
      <Assignee clinicId={clinicId} conversation={conversation} />
      {waiting !== undefined && waiting.reason !== 'patient-waits' && (
        <p className="small">
          <span className="mark warn">Precisa de você</span>{' '}
          {conversation.handover?.summary ?? waitingWords(waiting.reason)}
        </p>
      )}
      <p className="small soft" role="status">
        {act.said}
      </p>
      {act.isError && <Failure error={act.error} what="Não mudou nada." />}
    </header>
  );
}

type TurnsProps = Pick<Conversation, 'mode'> &
  Pick<ReturnType<typeof useHandling>, 'mutate' | 'isPending'> & { readonly isNobodys: boolean };

/** Takes it over as long as no person has it, or gives it to the assistant. Whichever is pressed, the focus stays here. */
function Turns({ mode, mutate, isPending, isNobodys }: TurnsProps) {
  const first = useRef<HTMLButtonElement>(null);
  const canTake = mode === 'assistant' || isNobodys;
  return (
    <div className="talk-turns">
      <button
        ref={first}
        type="button"
        className={canTake ? 'button main' : 'button'}
        {...held(isPending)}
        onClick={() => mutate(canTake ? 'take' : 'return')}
      >
        {canTake ? 'Assumir' : 'Devolver'}
      </button>
      {canTake && mode === 'human' && (
        <button
          type="button"
          className="button"
          {...held(isPending)}
          onClick={() => {
            // this one goes with the act
            first.current?.focus();
            mutate('return');
          }}
        >
          Devolver
        </button>
      )}
    </div>
  );
}
