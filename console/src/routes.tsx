import { useQuery } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
} from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { isNowhere, isSignedOut } from './client.ts';
import { isFigurePeriod, type FigurePeriod } from './clinic/figures/periods.ts';
import { auditFilterOf, type AuditFilter } from './clinic/records/audit-filters.ts';
import { Inbox, NothingOpen } from './inbox/Inbox.tsx';
import { queues, type Queue } from './inbox/lists.ts';
import { Failure, Skeleton } from './parts/states.tsx';
import { firstClinic } from './session/clinic.ts';
import { whoAmI } from './session/session.ts';
import { ClinicShell } from './shell/ClinicShell.tsx';
import { NotFound } from './shell/NotFound.tsx';
import { ScreenFailed } from './shell/ScreenFailed.tsx';
import { isDay } from './words/times.ts';

const SignedOut = lazy(() => import('./session/SignedOut.tsx'));

function Root() {
  const me = useQuery(whoAmI);
  if (me.isPending)
    return (
      <main className="page">
        <h1 className="spoken">Atende</h1>
        <Skeleton height="3rem" count={3} />
      </main>
    );
  if (isSignedOut(me.error) || isNowhere(me.error))
    return (
      <Suspense>
        <SignedOut isNowhere={isNowhere(me.error)} />
      </Suspense>
    );
  if (me.isError)
    return (
      <main className="page">
        <h1>Atende</h1>
        <Failure error={me.error} what="Não consegui abrir o console." onRetry={() => void me.refetch()} />
      </main>
    );
  return <Outlet />;
}

/** With one clinic there is nothing to choose. */
function FirstClinic() {
  const known = useQuery(firstClinic);
  const isOperator = useQuery(whoAmI).data?.isPlatformAdmin === true;
  if (known.data)
    return <Navigate to="/c/$clinicId/conversas" params={{ clinicId: known.data.id }} search={{}} replace />;
  return (
    <main className="page">
      <h1>Atende</h1>
      {known.isError && (
        <Failure
          error={known.error}
          what="Não consegui ler as clínicas."
          onRetry={() => void known.refetch()}
        />
      )}
      {known.isSuccess && isOperator && (
        <Navigate to="/plataforma/$part" params={{ part: 'clinicas' }} replace />
      )}
      {known.isSuccess && !isOperator && (
        <p className="empty">Você ainda não trabalha em nenhuma clínica. Peça acesso a quem administra.</p>
      )}
    </main>
  );
}

const openConversation = () => import('./conversation/ConversationPane.tsx');
// not needed for the list, and there before somebody opens one; what fails here is tried again then
setTimeout(() => void openConversation().catch(() => undefined), 1_000);

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

const isId = (value: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);

type Raw = Readonly<Record<string, unknown>>;

/** Only what a screen knows of an address reaches it: the router would leave beside it what was not taken. */
const only =
  <Search extends object>(read: (raw: Raw) => Search) =>
  (raw: Raw): Search => ({
    ...Object.fromEntries(Object.keys(raw).map((key) => [key, undefined])),
    ...read(raw),
  });

/** The list, what is looked for in it, and the message that was found. */
type InboxSearch = { fila?: Queue; q?: string | undefined; m?: string | undefined };

/** `consulta`: the visit that somebody comes for; without a day, that of the visit. */
type AgendaSearch = {
  dia?: string | undefined;
  visao?: 'semana' | undefined;
  pessoa?: string | undefined;
  consulta?: string | undefined;
};

/** What Google's consent page came back with, what figures are shown of, and what the record is looked through for. */
type ClinicSearch = AuditFilter & { outcome?: string; missing?: string; periodo?: FigurePeriod };

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });
const home = createRoute({ getParentRoute: () => root, path: '/', component: FirstClinic });
const clinic = createRoute({ getParentRoute: () => root, path: '/c/$clinicId', component: ClinicShell });
const clinicHome = createRoute({
  getParentRoute: () => clinic,
  path: '/',
  component: () => <Navigate from="/c/$clinicId" to="/c/$clinicId/conversas" search={{}} replace />,
});
const inbox = createRoute({
  getParentRoute: () => clinic,
  path: 'conversas',
  component: Inbox,
  validateSearch: only((search): InboxSearch => {
    const queue = queues.find((name) => name === search['fila']);
    const q = text(search['q']);
    const m = text(search['m']);
    return { ...(queue && { fila: queue }), ...(q !== undefined && { q }), ...(m !== undefined && { m }) };
  }),
});
const nothingOpen = createRoute({ getParentRoute: () => inbox, path: '/', component: NothingOpen });
const conversation = createRoute({
  getParentRoute: () => inbox,
  path: '$conversationId',
  component: lazyRouteComponent(openConversation, 'ConversationPane'),
});
const alerts = createRoute({
  getParentRoute: () => clinic,
  path: 'alertas',
  component: lazyRouteComponent(() => import('./alerts/Alerts.tsx'), 'Alerts'),
});

const agenda = createRoute({
  getParentRoute: () => clinic,
  path: 'agenda',
  component: lazyRouteComponent(() => import('./agenda/AgendaScreen.tsx'), 'AgendaScreen'),
  validateSearch: only((search): AgendaSearch => {
    const day = text(search['dia']);
    const person = text(search['pessoa']);
    const visit = text(search['consulta']);
    return {
      ...(day !== undefined && isDay(day) && { dia: day }),
      ...(search['visao'] === 'semana' && { visao: 'semana' }),
      ...(person !== undefined && { pessoa: person }),
      ...(visit !== undefined && isId(visit) && { consulta: visit }),
    };
  }),
});

const clinicArea = createRoute({
  getParentRoute: () => clinic,
  path: 'clinica/$part',
  component: lazyRouteComponent(() => import('./clinic/ClinicArea.tsx'), 'ClinicArea'),
  validateSearch: only(({ outcome, missing, periodo, ...rest }): ClinicSearch => ({
    ...auditFilterOf(rest),
    ...(typeof outcome === 'string' && { outcome }),
    ...(typeof missing === 'string' && { missing }),
    ...(isFigurePeriod(periodo) && { periodo }),
  })),
});

const signupReturn = createRoute({
  getParentRoute: () => root,
  path: 'whatsapp',
  component: lazyRouteComponent(() => import('./clinic/whatsapp/SignupReturn.tsx'), 'SignupReturn'),
});

const platform = createRoute({
  getParentRoute: () => root,
  path: 'plataforma/$part',
  component: lazyRouteComponent(() => import('./platform/PlatformArea.tsx'), 'PlatformArea'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    platform,
    signupReturn,
    clinic.addChildren([
      clinicHome,
      inbox.addChildren([nothingOpen, conversation]),
      agenda,
      alerts,
      clinicArea,
    ]),
  ]),
  basepath: '/console',
  defaultErrorComponent: ScreenFailed,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
