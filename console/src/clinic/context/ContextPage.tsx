import { useQuery } from '@tanstack/react-query';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { useClinic } from '../../session/clinic.ts';
import { ContextEditor } from './ContextEditor.tsx';
import { isRecord } from './document.ts';
import { savedContext } from './queries.ts';
import './context.css';

/** What the clinic has told the assistant: to read, to change, to try and to take back. */
export default function ContextPage({ clinicId }: { clinicId: string }) {
  const saved = useQuery(savedContext(clinicId));
  const zone = useClinic(clinicId).timeZone;
  if (saved.isError)
    return (
      <Failure error={saved.error} what="Não consegui ler o contexto." onRetry={() => void saved.refetch()} />
    );
  if (saved.isPending) return <Skeleton height="4rem" count={5} />;
  const { document, version } = saved.data;
  return (
    <ContextEditor
      clinicId={clinicId}
      saved={isRecord(document) ? document : {}}
      version={version}
      zone={zone}
    />
  );
}
