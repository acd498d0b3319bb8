import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { clinicKnowledge } from '../../agenda/queries.ts';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { useClinic } from '../../session/clinic.ts';
import { CalendarChoice } from './CalendarChoice.tsx';
import type { Owner } from './CalendarRow.tsx';
import { ConnectionCard } from './ConnectionCard.tsx';
import { EventTextChoice } from './EventTextChoice.tsx';
import { missingWords, outcomeWords } from './google-words.ts';
import { googleCalendars, googleConnection } from './queries.ts';

const steps = ['Conta', 'Agendas', 'Pronto'];

/** The account, its calendars, done: in one page, to which Google sends the browser back. */
export default function GooglePage({ clinicId }: { clinicId: string }) {
  const { outcome, missing } = useSearch({ from: '/c/$clinicId/clinica/$part' });
  const navigate = useNavigate({ from: '/c/$clinicId/clinica/$part' });
  const zone = useClinic(clinicId).timeZone;
  const connection = useQuery(googleConnection(clinicId));
  const isOn = connection.data?.connected === true;
  const calendars = useQuery(googleCalendars(clinicId, isOn));
  const knowledge = useQuery(clinicKnowledge(clinicId));
  const isChosen = calendars.data?.calendars.some(({ isAssociated }) => isAssociated) === true;
  const at = !isOn ? 0 : isChosen ? 2 : 1;
  if (connection.isError)
    return (
      <Failure
        error={connection.error}
        what="Não consegui ler a conexão com o Google."
        onRetry={() => void connection.refetch()}
      />
    );
  if (connection.isPending) return <Skeleton height="6rem" count={2} />;
  return (
    <>
      <ol className="steps" aria-label="Passos">
        {steps.map((step, index) => (
          <li key={step} data-done={index < at || at === 2} aria-current={index === at ? 'step' : undefined}>
            {step}
          </li>
        ))}
      </ol>
      <WayBack outcome={outcome} missing={missing} isChosen={isChosen} />
      <ConnectionCard clinicId={clinicId} connection={connection.data} zone={zone} />
      {isOn && calendars.isError && (
        <Failure
          error={calendars.error}
          what="Não consegui ler as agendas da conta."
          onRetry={() => void calendars.refetch()}
        />
      )}
      {isOn && (calendars.isPending || knowledge.isPending) && !calendars.isError && (
        <Skeleton height="3rem" count={4} />
      )}
      {isOn && calendars.data !== undefined && knowledge.data !== undefined && (
        <CalendarChoice
          key={connection.data.accountEmail}
          clinicId={clinicId}
          calendars={calendars.data.calendars}
          unlisted={calendars.data.unlisted}
          people={knowledge.data.professionals as readonly unknown[] as readonly Owner[]}
          rooms={knowledge.data.rooms}
          onSaved={() => void navigate({ to: '.', search: {}, replace: true })}
        />
      )}
      {isOn && isChosen && <EventTextChoice clinicId={clinicId} />}
    </>
  );
}

type WayBackProps = {
  readonly outcome: string | undefined;
  readonly missing: string | undefined;
  readonly isChosen: boolean;
};

/** How the visit at Google has ended. */
function WayBack({ outcome, missing, isChosen }: WayBackProps) {
  if (outcome === undefined) return null;
  if (outcome === 'connected')
    return (
      <p className="note good" role="status">
        {isChosen
          ? 'A conta está conectada.'
          : 'A conta está conectada. Falta dizer de quem é cada agenda e salvar.'}
      </p>
    );
  const names = missingWords(missing);
  return (
    <div className="note bad" role="alert">
      <p>{outcomeWords(outcome)}</p>
      {names.length > 0 && (
        <ul className="listed">
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
