import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../client.ts';
import { Confirm } from '../../../parts/Confirm.tsx';
import { Failure, Skeleton } from '../../../parts/states.tsx';
import { Changes } from './Changes.tsx';

type Props = {
  readonly clinicId: string;
  readonly version: number;
  readonly current: number;
  readonly onRestored: () => void;
};

/** What one version changed; and the way back to it, after that was shown, too. */
export function OneVersion({ clinicId, version, current, onRestored }: Props) {
  const [asks, setAsks] = useState(false);
  const compared = useQuery({
    queryKey: ['context', clinicId, 'changes', version],
    queryFn: ({ signal }) => client.compareContextVersions({ clinicId, version, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className="version">
      {compared.isError && <Failure error={compared.error} what="Não consegui comparar." />}
      {compared.isPending && <Skeleton height="3rem" />}
      {compared.data !== undefined && <Changes changes={compared.data.changes} />}
      {version !== current && (
        <p>
          <button type="button" className="button main" onClick={() => setAsks(true)}>
            Voltar à versão {version}
          </button>
        </p>
      )}
      {asks && (
        <Restore
          clinicId={clinicId}
          version={version}
          current={current}
          onRestored={onRestored}
          onClose={() => setAsks(false)}
        />
      )}
    </div>
  );
}

function Restore({ clinicId, version, current, onRestored, onClose }: Props & { onClose: () => void }) {
  const queryClient = useQueryClient();
  const wouldChange = useQuery({
    queryKey: ['context', clinicId, 'changes', version, current],
    queryFn: ({ signal }) => client.compareContextVersions({ clinicId, version, against: current, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const restore = useMutation({
    mutationFn: () => client.restoreContextVersion({ clinicId, version, ifMatch: current }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ['context', clinicId] });
      onRestored();
      onClose();
    },
  });
  return (
    <Confirm
      title={`Voltar à versão ${version}?`}
      keep={`Ficar com a versão ${current}`}
      does={`Voltar à versão ${version}`}
      act={restore}
      failure="A versão não voltou."
      onClose={onClose}
    >
      <p>A assistente passa a usar o texto da versão {version} na próxima resposta. Isto mudaria:</p>
      {wouldChange.isPending && <Skeleton height="3rem" />}
      {wouldChange.isError && <Failure error={wouldChange.error} what="Não consegui comparar." />}
      {wouldChange.data !== undefined && <Changes changes={wouldChange.data.changes} />}
    </Confirm>
  );
}
