import { useMutation, useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { WhatsAppNumberHealth } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { useNow } from '../../live/live.tsx';
import { Failure } from '../../parts/states.tsx';
import { useClinic } from '../../session/clinic.ts';
import { phoneShown } from '../../words/phones.ts';
import { ago } from '../../words/times.ts';
import { healthRows } from './health-words.ts';
import { held } from '../../parts/held.ts';

const lookMs = 3_000;
/** A look comes within a minute; whoever waits longer learns it from the page later. */
const patienceMs = 120_000;

/** How Meta sees each number, as of the daily look, and what to do about it. */
export function NumberHealth({ clinicId }: { clinicId: string }) {
  const [asked, setAsked] = useState<number>();
  const now = useNow(30_000);
  const isAwaited = (numbers: readonly WhatsAppNumberHealth[] | undefined) =>
    asked !== undefined &&
    now.getTime() - asked < patienceMs &&
    (numbers === undefined ||
      numbers.length === 0 ||
      numbers.some(({ readAt }) => Date.parse(readAt) < asked));
  const health = useQuery({
    queryKey: ['whatsapp-health', clinicId],
    queryFn: async ({ signal }) => (await client.listWhatsAppNumberHealth({ clinicId, signal })).numbers,
    refetchInterval: ({ state }) => (isAwaited(state.data) ? lookMs : false),
  });
  const look = useMutation({
    mutationFn: () => client.refreshWhatsAppNumberHealth({ clinicId }),
    onSuccess: async () => {
      setAsked(Date.now());
      await health.refetch();
    },
  });
  const isWaiting = isAwaited(health.data);
  return (
    <section className="card" aria-label="Como a Meta vê os números">
      <div className="row-line">
        <h2 className="grow">Como a Meta vê os números</h2>
        <button
          type="button"
          className="button"
          {...held(look.isPending || isWaiting)}
          onClick={() => look.mutate()}
        >
          {isWaiting ? 'Conferindo…' : 'Conferir agora'}
        </button>
      </div>
      {health.isError && (
        <Failure
          error={health.error}
          what="Não consegui ler a situação dos números."
          onRetry={() => void health.refetch()}
        />
      )}
      {look.isError && <Failure error={look.error} what="Não consegui pedir a conferência." />}
      {health.data?.length === 0 && <p className="soft">Ainda não conferidos. Acontece uma vez por dia.</p>}
      {health.data?.map((reading) => (
        <Reading key={reading.whatsappNumber} reading={reading} clinicId={clinicId} now={now} />
      ))}
    </section>
  );
}

type Shown = { readonly reading: WhatsAppNumberHealth; readonly clinicId: string; readonly now: Date };

function Reading({ reading, clinicId, now }: Shown) {
  const zone = useClinic(clinicId).timeZone;
  const { whatsappNumber, readAt, failure, issues, health } = reading;
  return (
    <div className="stack">
      <h3 className="row-line">
        <span className="number grow">{phoneShown(whatsappNumber)}</span>
        <span className="small soft">conferido {ago(readAt, now)}</span>
      </h3>
      {issues.map(({ code, message }) => (
        <p key={code} className="note bad">
          {message}
        </p>
      ))}
      {failure !== undefined && issues.length === 0 && (
        <p className="note">
          A Meta não respondeu à última conferência (código {failure}). Tentamos de novo.
        </p>
      )}
      {health !== undefined && (
        <dl className="facts">
          {healthRows(health, zone).map(([label, words]) => (
            <Fragment key={label}>
              <dt>{label}</dt>
              <dd>{words}</dd>
            </Fragment>
          ))}
        </dl>
      )}
    </div>
  );
}
