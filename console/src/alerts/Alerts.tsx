import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Alert } from '../../../client/atende-client.ts';
import { client } from '../client.ts';
import { oneConversation } from '../inbox/queries.ts';
import { useNow } from '../live/live.tsx';
import { Failure, Skeleton } from '../parts/states.tsx';
import { useTitle } from '../shell/use-title.ts';
import { waitingWords } from '../words/conversation-words.ts';
import { nameOf, phoneShown } from '../words/phones.ts';
import { ago } from '../words/times.ts';
import { openAlerts } from './alerts-query.ts';

/** What a person should look at: what, since when, what to do, and the way there. */
export function Alerts() {
  const { clinicId = '' } = useParams({ strict: false });
  const open = useQuery(openAlerts(clinicId));
  const resolved = useQuery({
    queryKey: ['alerts', clinicId, 'resolved'],
    queryFn: async ({ signal }) =>
      (await client.listAlerts({ clinicId, state: 'resolved', limit: 20, signal })).items,
  });
  const now = useNow(30_000);
  useTitle('Alertas');
  return (
    <div className="page">
      <div className="page-head">
        <h1>Alertas</h1>
      </div>
      {open.isError && (
        <Failure error={open.error} what="Não consegui ler os alertas." onRetry={() => void open.refetch()} />
      )}
      {open.isPending && <Skeleton height="5rem" count={3} />}
      {open.data?.length === 0 && (
        <p className="empty">Tudo em ordem. Quando algo precisar de atenção, aparece aqui.</p>
      )}
      <ul className="alert-list">
        {open.data?.map((alert) => (
          <AlertCard key={alert.id} alert={alert} clinicId={clinicId} now={now} />
        ))}
      </ul>
      {(resolved.data?.length ?? 0) > 0 && (
        <details>
          <summary className="soft">Resolvidos ({resolved.data?.length})</summary>
          <ul className="alert-list">
            {resolved.data?.map(({ id, title, resolvedAt }) => (
              <li key={id} className="row-line small">
                <span className="grow">{title}</span>
                <span className="soft">resolvido {resolvedAt === undefined ? '' : ago(resolvedAt, now)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

type CardProps = { readonly alert: Alert; readonly clinicId: string; readonly now: Date };

function AlertCard({ alert, clinicId, now }: CardProps) {
  const { title, action, place } = alert;
  const isTalk = place === 'conversation';
  const about = useQuery({ ...oneConversation(clinicId, alert.subject), enabled: isTalk }).data;
  const reason = about?.waiting?.reason;
  return (
    <li className="card">
      <div className="row-line">
        <h2 className="grow">
          {title}
          {about !== undefined && `: ${nameOf(about.contact)}`}
          {alert.kind === 'sends-stopped' && `: ${phoneShown(alert.subject)}`}
        </h2>
        <span className="small soft">
          {ago(alert.openedAt, now)}
          {alert.occurrences > 1 && `, ${alert.occurrences} vezes`}
        </span>
      </div>
      <p>
        {reason !== undefined && `O paciente ${waitingWords(reason)}. `}
        {action}
      </p>
      {isTalk && (
        <p>
          <Link
            to="/c/$clinicId/conversas/$conversationId"
            params={{ clinicId, conversationId: alert.subject }}
            search={{}}
            className="button"
          >
            Abrir a conversa
          </Link>
        </p>
      )}
      {place === 'google' && (
        <p>
          <Link
            to="/c/$clinicId/clinica/$part"
            params={{ clinicId, part: 'google' }}
            search={{}}
            className="button"
          >
            Ver a conexão com o Google
          </Link>
        </p>
      )}
      {place === 'alert-settings' && (
        <p>
          <Link
            to="/c/$clinicId/clinica/$part"
            params={{ clinicId, part: 'avisos' }}
            search={{}}
            className="button"
          >
            Ver para onde vão os avisos
          </Link>
        </p>
      )}
      {place === 'agenda' && (
        <p>
          <Link
            to="/c/$clinicId/agenda"
            params={{ clinicId }}
            search={{ consulta: alert.subject }}
            className="button"
          >
            Ver na agenda
          </Link>
        </p>
      )}
    </li>
  );
}
