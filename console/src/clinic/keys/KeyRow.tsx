import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKey } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { useNow } from '../../live/live.tsx';
import { Confirm } from '../../parts/Confirm.tsx';
import { useClinic } from '../../session/clinic.ts';
import { ago, dayAndTime } from '../../words/times.ts';
import { keysOf } from './keys-of.ts';

/** One key, and the way to end it, after asking. */
export function KeyRow({ clinicId, apiKey }: { clinicId: string; apiKey: ApiKey }) {
  const queryClient = useQueryClient();
  const [asks, setAsks] = useState(false);
  const now = useNow(60_000);
  const zone = useClinic(clinicId).timeZone;
  const { id, name, expiresAt, revokedAt, lastUsedAt } = apiKey;
  const isOver = revokedAt !== undefined || Date.parse(expiresAt) <= now.getTime();
  const end = useMutation({
    mutationFn: () => client.revokeClinicApiKey({ clinicId, keyId: id }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: keysOf(clinicId) });
      setAsks(false);
    },
  });
  return (
    <li>
      <p>
        {name} {isOver && <span className="mark">{revokedAt === undefined ? 'vencida' : 'encerrada'}</span>}
      </p>
      <span className="small soft">
        {lastUsedAt === undefined ? 'nunca usada' : `usada ${ago(lastUsedAt, now)}`}
        {!isOver && `, vale até ${dayAndTime(expiresAt, zone, now)}`}
      </span>
      {isOver ? (
        <span />
      ) : (
        <button
          type="button"
          className="button quiet"
          aria-label={`Encerrar ${name}`}
          onClick={() => setAsks(true)}
        >
          Encerrar
        </button>
      )}
      {asks && (
        <Confirm
          title={`Encerrar ${name}?`}
          keep="Manter a chave"
          does="Encerrar a chave"
          act={end}
          failure="A chave não foi encerrada."
          onClose={() => setAsks(false)}
        >
          <p>O programa que usa esta chave para de funcionar na hora, e ela não volta.</p>
        </Confirm>
      )}
    </li>
  );
}
