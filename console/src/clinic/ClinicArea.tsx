import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { Skeleton } from '../parts/states.tsx';
import { administers, roleIn, whoAmI } from '../session/session.ts';
import { useTitle } from '../shell/use-title.ts';
import './clinic.css';

/** What is set up for a clinic, each in a file of its own that is loaded when somebody goes there. */
const parts = {
  contexto: { name: 'Contexto', Screen: lazy(() => import('./context/ContextPage.tsx')) },
  assistente: { name: 'Assistente', Screen: lazy(() => import('./assistant/AssistantPage.tsx')) },
  google: { name: 'Google', Screen: lazy(() => import('./google/GooglePage.tsx')) },
  whatsapp: { name: 'WhatsApp', Screen: lazy(() => import('./whatsapp/WhatsAppPage.tsx')) },
  avisos: { name: 'Avisos', Screen: lazy(() => import('./alerts/AlertSettingsPage.tsx')) },
  equipe: { name: 'Equipe', Screen: lazy(() => import('./team/TeamPage.tsx')) },
  chaves: { name: 'Chaves', Screen: lazy(() => import('./keys/KeysPage.tsx')) },
  privacidade: { name: 'Privacidade', Screen: lazy(() => import('./records/PrivacyPage.tsx')) },
  numeros: { name: 'Números', Screen: lazy(() => import('./figures/FiguresPage.tsx')) },
  auditoria: { name: 'Registro', Screen: lazy(() => import('./records/AuditPage.tsx')) },
} as const;

type Part = keyof typeof parts;
const isPart = (value: string | undefined): value is Part =>
  value !== undefined && Object.hasOwn(parts, value);

const nothing = {
  name: 'Esta página não existe',
  Screen: () => <p className="empty">Confira o endereço, ou escolha uma das páginas acima.</p>,
};

/** For whoever administers the clinic: everything about it that is not a conversation or a visit. */
export function ClinicArea() {
  const { clinicId = '', part: asked } = useParams({ strict: false });
  const me = useQuery(whoAmI).data;
  const { name, Screen } = isPart(asked) ? parts[asked] : nothing;
  const tabs = useRef<HTMLElement>(null);
  useTitle(`${name} · Clínica`);
  useEffect(() => {
    // on a phone they do not all fit
    const here = tabs.current?.querySelector('[aria-current]');
    here?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [name, me]);
  if (me === undefined) return null;
  if (!administers(roleIn(me, clinicId)))
    return (
      <div className="page">
        <h1>Clínica</h1>
        <p className="empty">Só quem administra a clínica vê isto. Peça acesso a essa pessoa.</p>
      </div>
    );
  return (
    <div className="page clinic">
      <nav ref={tabs} className="tabs" aria-label="Clínica">
        {Object.entries(parts).map(([id, { name: label }]) => (
          <Link
            key={id}
            to="/c/$clinicId/clinica/$part"
            params={{ clinicId, part: id }}
            search={{}}
            className="tab"
            activeProps={{ 'aria-current': 'page' }}
            activeOptions={{ includeSearch: false }}
          >
            {label}
          </Link>
        ))}
      </nav>
      <div className="page-head">
        <h1>{name}</h1>
      </div>
      <Suspense key={asked} fallback={<Skeleton height="6rem" count={2} />}>
        <Screen key={clinicId} clinicId={clinicId} />
      </Suspense>
    </div>
  );
}
