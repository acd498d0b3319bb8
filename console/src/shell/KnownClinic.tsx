import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure, Skeleton } from '../parts/states.tsx';
import { oneClinic } from '../session/clinic.ts';

/** Shows a screen once its clinic is known: no screen may guess the clinic's clocks. */
export function KnownClinic({ clinicId, children }: { clinicId: string; children: ReactNode }) {
  const clinic = useQuery(oneClinic(clinicId));
  if (clinic.data !== undefined) return children;
  return (
    <div className="page">
      <h1 className="spoken">Atende</h1>
      {clinic.isError ? (
        <Failure
          error={clinic.error}
          what="Não consegui abrir a clínica."
          onRetry={() => void clinic.refetch()}
        />
      ) : (
        <Skeleton height="3rem" count={5} />
      )}
    </div>
  );
}
