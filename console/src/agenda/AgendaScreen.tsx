import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useNow } from '../live/live.tsx';
import { Icon } from '../parts/icons.tsx';
import { Failure, Skeleton } from '../parts/states.tsx';
import { useClinic } from '../session/clinic.ts';
import { useKeys } from '../shell/use-keys.ts';
import { useTitle } from '../shell/use-title.ts';
import { addDays, dayOf, instantAt, longDay, shortDay } from '../words/times.ts';
import { BookDialog } from './booking/BookDialog.tsx';
import { Grid } from './grid/Grid.tsx';
import { MarkedVisit } from './marked/MarkedVisit.tsx';
import { useMarkedVisit } from './marked/use-marked-visit.ts';
import { dayColumns, weekColumns, weekOf, type Visit } from './layout.ts';
import { MoveDialog } from './MoveDialog.tsx';
import { offersOn } from './offers.ts';
import { agendaOf, freeTimes } from './queries.ts';
import type { Target } from './grid/use-move.ts';
import { useRefreshAgenda } from './use-refresh.ts';
import type { Slot } from './visit-words.ts';
import { VisitDialog } from './VisitDialog.tsx';
import './agenda.css';

type Open =
  | { readonly kind: 'visit' | 'move'; readonly visit: Visit; readonly target?: Slot }
  | { readonly kind: 'book'; readonly first?: Slot };

const google = {
  'not-connected':
    'O Google não está conectado: aparecem só os agendamentos feitos aqui, e não oferecemos horários.',
  'reconnect-required': 'O Google precisa ser conectado de novo: aparecem só os agendamentos feitos aqui.',
  unavailable:
    'Não consegui ler o Google agora: aparecem só os agendamentos feitos aqui. Tento de novo sozinho.',
} as const;

const phone = matchMedia('(width < 48rem)');

/** A narrow screen has place for one professional at a time. */
function useIsNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(phone.matches);
  useEffect(() => {
    const change = () => setNarrow(phone.matches);
    phone.addEventListener('change', change);
    return () => phone.removeEventListener('change', change);
  }, []);
  return isNarrow;
}

export function AgendaScreen() {
  const { clinicId = '' } = useParams({ strict: false });
  const navigate = useNavigate({ from: '/c/$clinicId/agenda' });
  const search = useSearch({ from: '/c/$clinicId/agenda' });
  const now = useNow(30_000);
  const zone = useClinic(clinicId).timeZone;
  const today = dayOf(now, zone);
  const day = search.dia ?? today;
  const isWeek = search.visao === 'semana';
  const days = useMemo(() => (isWeek ? weekOf(day) : [day]), [day, isWeek]);
  const marked = useMarkedVisit(clinicId, zone);
  const agenda = useQuery({
    ...agendaOf(clinicId, days[0] ?? day, days.at(-1) ?? day),
    placeholderData: (before) => before,
    enabled: !marked.isSought,
  });
  const refresh = useRefreshAgenda(clinicId);
  const isNarrow = useIsNarrow();
  const [open, setOpen] = useState<Open>();
  const [said, setSaid] = useState('');

  const professionals = agenda.data?.professionals ?? [];
  const person = professionals.find(({ id }) => id === search.pessoa) ?? professionals[0];
  const isOfOne = isWeek || isNarrow;
  const columns = useMemo(() => {
    if (agenda.data === undefined) return [];
    if (isWeek) return person === undefined ? [] : weekColumns(agenda.data, days, person.id);
    const all = dayColumns(agenda.data, day);
    return isNarrow ? all.filter(({ professionalId }) => professionalId === person?.id) : all;
  }, [agenda.data, day, days, isNarrow, isWeek, person]);
  const [lifted, setLifted] = useState<Visit>();
  const free = useQuery({
    ...freeTimes({
      clinicId,
      serviceId: lifted?.serviceId ?? '',
      from: days[0] ?? day,
      to: addDays(days.at(-1) ?? day, 1),
      moving: lifted?.id,
    }),
    enabled: lifted !== undefined,
  }).data;
  const offers = useMemo(
    () => columns.map((column) => (free === undefined ? [] : offersOn(free, column, zone))),
    [columns, free, zone],
  );
  const replaced = useMemo(
    () => new Set(agenda.data?.appointments.flatMap(({ replaces }) => replaces ?? [])),
    [agenda.data],
  );

  const keys = useMemo(() => {
    const go = (dia: string) => () => void navigate({ to: '.', search: (before) => ({ ...before, dia }) });
    return {
      t: go(today),
      ArrowLeft: go(addDays(day, isWeek ? -7 : -1)),
      ArrowRight: go(addDays(day, isWeek ? 7 : 1)),
      n: () => setOpen({ kind: 'book' }),
    };
  }, [day, isWeek, navigate, today]);
  useKeys(keys);
  useTitle('Agenda');

  const nameOf = (id: string | undefined) =>
    professionals.find((one) => one.id === id)?.name ?? 'sem profissional';
  const tintOf = (id: string | undefined) =>
    Math.max(
      0,
      professionals.findIndex((one) => one.id === id),
    );
  const done = (words: string, start?: string) => {
    setOpen(undefined);
    setSaid(words);
    if (start !== undefined)
      void navigate({ to: '.', search: (before) => ({ ...before, dia: dayOf(start, zone) }) });
    refresh();
  };
  const drop = (visit: Visit, { day: onto, professionalId, minutes }: Target) => {
    const start = instantAt(onto, minutes, zone).toISOString();
    const isSame = start === new Date(visit.start).toISOString() && professionalId === visit.professionalId;
    if (!isSame) setOpen({ kind: 'move', visit, target: { start, professionalId } });
  };
  const isFree =
    columns.length > 0 && columns.every(({ working, visits }) => working.length + visits.length === 0);
  const common = {
    clinicId,
    zone,
    day,
    professionals,
    nameOf,
    onClose: () => setOpen(undefined),
    onDone: done,
  };
  const step = isWeek ? 7 : 1;
  const state = agenda.data?.google ?? 'read';

  return (
    <div className="agenda">
      <div className="agenda-head">
        <div className="row-line">
          <h1>{isWeek ? `Semana de ${shortDay(days[0] ?? day)}` : longDay(day)}</h1>
          <span className="agenda-walk">
            <Link
              from="/c/$clinicId/agenda"
              to="."
              search={(b) => ({ ...b, dia: addDays(day, -step) })}
              className="button icon"
              aria-label={isWeek ? 'Semana anterior' : 'Dia anterior'}
            >
              <Icon name="back" />
            </Link>
            <Link from="/c/$clinicId/agenda" to="." search={(b) => ({ ...b, dia: today })} className="button">
              Hoje
            </Link>
            <Link
              from="/c/$clinicId/agenda"
              to="."
              search={(b) => ({ ...b, dia: addDays(day, step) })}
              className="button icon"
              aria-label={isWeek ? 'Próxima semana' : 'Próximo dia'}
            >
              <Icon name="forward" />
            </Link>
          </span>
          <nav className="tabs" aria-label="Visão">
            <Link
              from="/c/$clinicId/agenda"
              to="."
              search={(b) => ({ ...b, visao: undefined })}
              className="tab"
              activeOptions={{ exact: true }}
              aria-current={isWeek ? undefined : 'page'}
            >
              Dia
            </Link>
            <Link
              from="/c/$clinicId/agenda"
              to="."
              search={(b) => ({ ...b, visao: 'semana' as const })}
              className="tab"
              activeOptions={{ exact: true }}
              aria-current={isWeek ? 'page' : undefined}
            >
              Semana
            </Link>
          </nav>
          <button type="button" className="button main agenda-book" onClick={() => setOpen({ kind: 'book' })}>
            <Icon name="plus" />
            Marcar
          </button>
        </div>
        {isOfOne && professionals.length > 1 && (
          <nav className="tabs" aria-label="Profissional">
            {professionals.map(({ id, name }) => (
              <Link
                key={id}
                from="/c/$clinicId/agenda"
                to="."
                search={(b) => ({ ...b, pessoa: id })}
                className="tab"
                activeOptions={{ exact: true }}
                aria-current={id === person?.id ? 'page' : undefined}
              >
                {name}
              </Link>
            ))}
          </nav>
        )}
        <p role="status" className={said === '' ? 'spoken' : 'note good'}>
          {said}
        </p>
        <MarkedVisit clinicId={clinicId} zone={zone} visit={marked.visit} error={marked.error} />
        {state !== 'read' && <p className="note warn">{google[state]}</p>}
        {isFree && (
          <p className="small soft">
            {isWeek ? 'Ninguém atende nesta semana.' : 'Ninguém atende neste dia.'}
          </p>
        )}
      </div>
      {agenda.isError && (
        <Failure
          error={agenda.error}
          what="Não consegui ler a agenda."
          onRetry={() => void agenda.refetch()}
        />
      )}
      {agenda.isPending && (
        <div className="page">
          <Skeleton height="4rem" count={6} />
        </div>
      )}
      {agenda.data !== undefined && professionals.length === 0 && columns.length === 0 && (
        <p className="empty">A clínica ainda não tem profissionais. Cadastre-os no contexto.</p>
      )}
      {columns.length > 0 && (
        // scrolled by keys when it is wider than the screen
        <div className="agenda-scroll" role="region" aria-label="Agenda" tabIndex={0}>
          <Grid
            columns={columns}
            headingOf={(column) => (isWeek ? shortDay(column.day) : column.name)}
            zone={zone}
            now={now}
            tintOf={tintOf}
            replaced={replaced}
            marked={marked.id}
            place={
              agenda.isPlaceholderData || marked.id !== ''
                ? undefined
                : columns.map(({ key }) => key).join(' ')
            }
            onBook={({ day: on, professionalId, minutes }) =>
              setOpen({
                kind: 'book',
                first: { start: instantAt(on, minutes, zone).toISOString(), professionalId },
              })
            }
            onOpen={(visit) => setOpen({ kind: 'visit', visit })}
            offersIn={(column) => (lifted === undefined ? [] : (offers[column] ?? []))}
            onLift={setLifted}
            onMove={(visit) => setOpen({ kind: 'move', visit })}
            onDrop={drop}
          />
        </div>
      )}
      {open?.kind === 'visit' && (
        <VisitDialog
          {...common}
          visit={open.visit}
          onMove={() => setOpen({ kind: 'move', visit: open.visit })}
        />
      )}
      {open?.kind === 'move' && <MoveDialog {...common} visit={open.visit} target={open.target} />}
      {open?.kind === 'book' && <BookDialog {...common} first={open.first} />}
    </div>
  );
}
