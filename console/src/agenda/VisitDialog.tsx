import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../client.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Failure } from '../parts/states.tsx';
import { phoneShown } from '../words/phones.ts';
import { clockTime } from '../words/times.ts';
import type { Visit } from './layout.ts';
import { PatientTold } from './telling/PatientTold.tsx';
import { useTelling } from './telling/use-telling.ts';
import { canBeTold, toldWords, when, who, type AboutVisits } from './visit-words.ts';
import { held } from '../parts/held.ts';

type Props = AboutVisits & { readonly visit: Visit; readonly onMove: () => void };

/** One visit: what it is, and what can be done with it. */
export function VisitDialog({ visit, clinicId, zone, nameOf, onClose, onDone, onMove }: Props) {
  const [asks, setAsks] = useState(false);
  const telling = useTelling({ clinicId, conversationId: visit.conversationId, purpose: 'cancelled' });
  const cancelled = useMutation({
    mutationFn: () =>
      client.cancelAppointment({ id: visit.id, body: { clinicId, tellsPatient: telling.tells } }),
    onSuccess: ({ patientNotice }) =>
      onDone(`Cancelado: ${who(visit)}, ${when(visit.start, zone)}.${toldWords(patientNotice, 'now')}`),
  });
  return (
    <Dialog title={visit.serviceName} onClose={onClose}>
      <dl className="facts">
        <div>
          <dt>Quando</dt>
          <dd>
            {when(visit.start, zone)} às {clockTime(visit.end, zone)}
          </dd>
        </div>
        <div>
          <dt>Com</dt>
          <dd>{nameOf(visit.professionalId)}</dd>
        </div>
        <div>
          <dt>Paciente</dt>
          <dd>
            {who(visit)}
            {visit.patient?.phone !== undefined && (
              <span className="soft number"> · {phoneShown(visit.patient.phone)}</span>
            )}
          </dd>
        </div>
        <div>
          <dt>Situação</dt>
          <dd>
            {visit.state === 'held' ? 'reservado, esperando a agenda do Google' : 'confirmado na agenda'}
          </dd>
        </div>
      </dl>
      {visit.conversationId !== undefined && (
        <p>
          <Link
            to="/c/$clinicId/conversas/$conversationId"
            params={{ clinicId, conversationId: visit.conversationId }}
            search={{}}
          >
            Abrir a conversa
          </Link>
        </p>
      )}
      {cancelled.isError && <Failure error={cancelled.error} what="Nada foi cancelado." />}
      {asks && (
        <>
          <p className="note warn">Cancelar a consulta de {who(visit)}?</p>
          <PatientTold canBeTold={canBeTold(visit)} {...telling} />
        </>
      )}
      <div className="dialog-foot">
        {asks ? (
          <>
            <button type="button" className="button" onClick={() => setAsks(false)}>
              Não cancelar
            </button>
            <button
              type="button"
              className="button bad"
              {...held(cancelled.isPending || !telling.isKnown)}
              onClick={() => cancelled.mutate()}
            >
              Cancelar a consulta
            </button>
          </>
        ) : (
          <>
            <button type="button" className="button bad" onClick={() => setAsks(true)}>
              Cancelar
            </button>
            <button type="button" className="button main" onClick={onMove}>
              Remarcar
            </button>
          </>
        )}
      </div>
    </Dialog>
  );
}
