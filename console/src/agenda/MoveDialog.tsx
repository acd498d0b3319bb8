import { client } from '../client.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Failure } from '../parts/states.tsx';
import type { Visit } from './layout.ts';
import { limitWords } from './limits.ts';
import { PatientTold } from './telling/PatientTold.tsx';
import { useTelling } from './telling/use-telling.ts';
import { TimeChoice } from './TimeChoice.tsx';
import { useTaking } from './use-taking.ts';
import { canBeTold, toldWords, when, who, type AboutVisits, type Slot } from './visit-words.ts';
import { held } from '../parts/held.ts';

type Props = AboutVisits & { readonly visit: Visit; readonly target: Slot | undefined };

/** Moves a visit: to where it was dropped, or to a time chosen here. */
export function MoveDialog({ visit, target, ...about }: Props) {
  const { clinicId, zone, day, professionals, nameOf, onClose, onDone } = about;
  const telling = useTelling({ clinicId, conversationId: visit.conversationId, purpose: 'moved' });
  const { chosen, choose, limits, failure, canTake, take } = useTaking({
    first: target,
    visit: visit.id,
    take: ({ slot: { start, professionalId }, beyondLimits, idempotencyKey }) =>
      client.rescheduleAppointment({
        id: visit.id,
        body: {
          clinicId,
          start,
          tellsPatient: telling.tells,
          ...(professionalId !== undefined && { professionalId }),
          ...(beyondLimits !== undefined && { beyondLimits }),
        },
        idempotencyKey,
      }),
    onTaken: ({ start, patientNotice }) =>
      onDone(
        `Remarcado: ${who(visit)}, ${when(start, zone)}. O horário de antes fica até o Google confirmar.${toldWords(patientNotice, 'once-confirmed')}`,
        start,
      ),
  });
  const act = !canBeTold(visit) ? 'Remarcar' : telling.tells ? 'Remarcar e avisar' : 'Remarcar sem avisar';
  return (
    <Dialog title="Remarcar" onClose={onClose}>
      <p>
        {who(visit)}, {visit.serviceName}. Agora: {when(visit.start, zone)}, {nameOf(visit.professionalId)}.
      </p>
      {target === undefined ? (
        <TimeChoice
          clinicId={clinicId}
          serviceId={visit.serviceId}
          professionalId={undefined}
          moving={visit.id}
          from={day}
          zone={zone}
          professionals={professionals}
          nameOf={nameOf}
          chosen={chosen}
          onChoose={choose}
        />
      ) : (
        <p>
          Para: <strong>{when(target.start, zone)}</strong>, {nameOf(target.professionalId)}.
        </p>
      )}
      <PatientTold canBeTold={canBeTold(visit)} {...telling} />
      {failure !== undefined && <Failure error={failure} what="Não remarquei." />}
      {limits !== undefined && (
        <p className="note warn" role="alert">
          {limitWords(limits)} Um paciente não pode remarcar assim; a equipe pode. Remarcar mesmo assim?
        </p>
      )}
      <div className="dialog-foot">
        <button type="button" className="button" onClick={onClose}>
          Deixar como está
        </button>
        <button type="button" className="button main" {...held(!canTake || !telling.isKnown)} onClick={take}>
          {limits === undefined ? act : `${act} mesmo assim`}
        </button>
      </div>
    </Dialog>
  );
}
