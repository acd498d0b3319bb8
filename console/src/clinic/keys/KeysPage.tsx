import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKey } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { limits } from '../../limits.ts';
import { useNow } from '../../live/live.tsx';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { useClinic } from '../../session/clinic.ts';
import { ago, dayAndTime } from '../../words/times.ts';
import { held } from '../../parts/held.ts';

const keysOf = (clinicId: string) => ['api-keys', clinicId];

/** Keys with which other programs of the clinic call the API. */
export default function KeysPage({ clinicId }: { clinicId: string }) {
  const keys = useQuery({
    queryKey: keysOf(clinicId),
    queryFn: async ({ signal }) => (await client.listClinicApiKeys({ clinicId, limit: 100, signal })).items,
  });
  return (
    <>
      <NewKey clinicId={clinicId} />
      {keys.isError && (
        <Failure error={keys.error} what="Não consegui ler as chaves." onRetry={() => void keys.refetch()} />
      )}
      {keys.isPending && <Skeleton height="3.5rem" count={2} />}
      {keys.data !== undefined && (
        <section className="card" aria-label="Chaves">
          <h2>Chaves</h2>
          {keys.data.length === 0 && <p className="soft">Nenhuma. Só crie se outro programa precisar.</p>}
          <ul className="choices">
            {keys.data.map((key) => (
              <KeyRow key={key.id} clinicId={clinicId} apiKey={key} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function KeyRow({ clinicId, apiKey }: { clinicId: string; apiKey: ApiKey }) {
  const queryClient = useQueryClient();
  const now = useNow(60_000);
  const zone = useClinic(clinicId).timeZone;
  const { id, name, expiresAt, revokedAt, lastUsedAt } = apiKey;
  const isOver = revokedAt !== undefined || Date.parse(expiresAt) <= now.getTime();
  const end = useMutation({
    mutationFn: () => client.revokeClinicApiKey({ clinicId, keyId: id }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keysOf(clinicId) }),
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
          {...held(end.isPending)}
          onClick={() => end.mutate()}
        >
          Encerrar
        </button>
      )}
      {end.isError && <Failure error={end.error} what="A chave não foi encerrada." />}
    </li>
  );
}

function NewKey({ clinicId }: { clinicId: string }) {
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const create = useMutation({
    mutationFn: () =>
      client.createClinicApiKey({
        clinicId,
        body: { name: name.trim(), expiresInDays: Number(days), role: 'service' },
      }),
    async onSuccess() {
      setName('');
      await queryClient.invalidateQueries({ queryKey: keysOf(clinicId) });
    },
  });
  const made = create.data?.key;
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <h2>Nova chave</h2>
      <div className="row-line form-line">
        <label className="field grow">
          <span>Para quê</span>
          <input
            className="input"
            required
            maxLength={100}
            placeholder="Ex.: site da clínica"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <label className="field">
          <span>Vale por (dias)</span>
          <input
            className="input"
            type="number"
            required
            min={1}
            max={limits.apiKeyDays}
            value={days}
            onChange={({ target }) => setDays(target.value)}
          />
        </label>
        <button type="submit" className="button main" {...held(create.isPending)}>
          Criar chave
        </button>
      </div>
      {create.isError && <Failure error={create.error} what="A chave não foi criada." />}
      {made !== undefined && (
        <div className="note good" role="status">
          <p>
            <strong>Copie agora.</strong> Esta chave não aparece de novo.
          </p>
          <p>
            <code>{made}</code>
          </p>
        </div>
      )}
    </form>
  );
}
