import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { AtendeError, type ClinicCalendar, type GoogleCalendar } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { Failure } from '../../parts/states.tsx';
import {
  bodyOf,
  faultsOf,
  firstChoices,
  refusedOf,
  withoutCalendar,
  type Choice,
  type Use,
} from './choice.ts';
import { CalendarRow, type Owner } from './CalendarRow.tsx';
import { held } from '../../parts/held.ts';

type Props = {
  readonly clinicId: string;
  readonly calendars: readonly GoogleCalendar[];
  /** Chosen once, and not in the account's list any more. */
  readonly unlisted: readonly ClinicCalendar[];
  readonly people: readonly Owner[];
  readonly rooms: readonly Owner[];
  readonly onSaved: () => void;
};

/** Whose each calendar is and what it is used for; nothing counts before it is saved. */
export function CalendarChoice({ clinicId, calendars, unlisted, people, rooms, onSaved }: Props) {
  const queryClient = useQueryClient();
  const [choices, setChoices] = useState(() => firstChoices(calendars));
  const save = useMutation({
    mutationFn: () => client.associateGoogleCalendars({ body: { clinicId, ...bodyOf(choices) } }),
    async onSuccess() {
      onSaved();
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['google', clinicId] }),
        queryClient.invalidateQueries({ queryKey: ['agenda', clinicId] }),
      ]);
    },
  });
  const change = (calendarId: string, part: { use?: Use; owner?: string }) => {
    save.reset();
    setChoices((before) => before.map((one) => (one.calendarId === calendarId ? { ...one, ...part } : one)));
  };
  const faults = faultsOf(choices);
  const refused = refusedOf(save.error instanceof AtendeError ? save.error.details : undefined);
  const uncovered = withoutCalendar(people, choices);
  const choiceOf = new Map<string, Choice>(choices.map((choice) => [choice.calendarId, choice]));
  const left = save.data?.misplacedVisits ?? 0;
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>Agendas da conta</h2>
      <ul className="choices">
        {calendars.map((calendar) => {
          const { calendarId } = calendar;
          const choice = choiceOf.get(calendarId);
          return (
            choice !== undefined && (
              <CalendarRow
                key={calendarId}
                calendar={calendar}
                choice={choice}
                fault={faults.get(calendarId) ?? refused.get(calendarId)}
                people={people}
                rooms={rooms}
                onChange={(part) => change(calendarId, part)}
              />
            )
          );
        })}
      </ul>
      {unlisted.length > 0 && (
        <p className="note warn">
          A conta não vê mais: {unlisted.map(({ summary }) => summary).join(', ')}. Compartilhe de novo com
          ela no Google, ou salve sem essas agendas.
        </p>
      )}
      {uncovered.length > 0 && (
        <p className="note warn">
          Sem agenda para marcar: {uncovered.map(({ name }) => name).join(', ')}. Não oferecemos horários de
          quem não tem uma.
        </p>
      )}
      {save.isError && <Failure error={save.error} what="As escolhas não foram salvas." />}
      <div className="row-line">
        <p className="grow small" role="status">
          {save.isSuccess && (
            <strong>
              Pronto. As agendas foram salvas.
              {left > 0 &&
                ` ${left === 1 ? '1 horário marcado ficou' : `${left} horários marcados ficaram`} em agendas que não são mais usadas: passe-os no Google para a agenda certa.`}
            </strong>
          )}
        </p>
        <button type="submit" className="button main" {...held(save.isPending || faults.size > 0)}>
          {save.isPending ? 'Salvando…' : 'Salvar agendas'}
        </button>
      </div>
    </form>
  );
}
