import { Link } from '@tanstack/react-router';
import type { Appointment } from '../../../../client/atende-client.ts';
import { codeOf } from '../../client.ts';
import { Failure } from '../../parts/states.tsx';
import { when } from '../visit-words.ts';

type Props = {
  readonly clinicId: string;
  readonly zone: string;
  readonly visit: Appointment | undefined;
  readonly error: unknown;
};

const offAgenda: Partial<Readonly<Record<Appointment['state'], string>>> = {
  cancelled: 'Esta consulta foi cancelada',
  failed: 'Este agendamento não entrou na agenda',
};

/** Words for a visit that somebody comes for and that no grid shows. */
export function MarkedVisit({ clinicId, zone, visit, error }: Props) {
  if (codeOf(error) === 'scheduling.appointment-not-found')
    return <p className="note warn">Esta consulta não existe mais.</p>;
  if (error !== null && visit === undefined)
    return <Failure error={error} what="Não consegui encontrar a consulta." />;
  const words = visit && offAgenda[visit.state];
  if (visit === undefined || words === undefined) return null;
  return (
    <p className="note warn">
      {words}: {visit.serviceName}, {when(visit.start, zone)}.{' '}
      {visit.conversationId !== undefined && (
        <Link
          to="/c/$clinicId/conversas/$conversationId"
          params={{ clinicId, conversationId: visit.conversationId }}
          search={{}}
        >
          Abrir a conversa
        </Link>
      )}
    </p>
  );
}
