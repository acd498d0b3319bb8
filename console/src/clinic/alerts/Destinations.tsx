import { useMutation } from '@tanstack/react-query';
import type { AlertSettings } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { useNow } from '../../live/live.tsx';
import { Failure } from '../../parts/states.tsx';
import { useClinic } from '../../session/clinic.ts';
import { dayAndTime } from '../../words/times.ts';
import { attemptWords } from './alert-setting-words.ts';
import { held } from '../../parts/held.ts';

type Props = {
  readonly clinicId: string;
  readonly settings: AlertSettings;
  readonly onChanged: (settings: AlertSettings) => void;
};

/** Each destination with what came of the last attempt, and a way to try them all. */
export function Destinations({ clinicId, settings: { webhook, mailboxes }, onChanged }: Props) {
  const now = useNow(60_000);
  const zone = useClinic(clinicId).timeZone;
  const test = useMutation({
    mutationFn: () => client.tryAlertDestinations({ clinicId }),
    onSuccess: onChanged,
  });
  const replace = useMutation({
    mutationFn: () => client.replaceAlertSecret({ clinicId }),
    onSuccess: onChanged,
  });
  const all = [...(webhook === undefined ? [] : [webhook]), ...mailboxes];
  if (all.length === 0) return null;
  return (
    <section className="card" aria-label="Destinos">
      <h2>Destinos</h2>
      <ul className="choices">
        {all.map(({ address, last }) => (
          <li key={address}>
            <p>
              {address} {last?.code !== undefined && <span className="mark bad">não chegou</span>}
            </p>
            <span className="small soft">
              {last === undefined
                ? 'Ainda nada foi enviado'
                : `${attemptWords(last)}, ${dayAndTime(last.at, zone, now)}`}
            </span>
          </li>
        ))}
      </ul>
      {test.isError && <Failure error={test.error} what="O teste não foi enviado." />}
      {replace.isError && <Failure error={replace.error} what="O segredo não foi trocado." />}
      <div className="row-line">
        <button type="button" className="button" {...held(test.isPending)} onClick={() => test.mutate()}>
          {test.isPending ? 'Enviando…' : 'Enviar um teste'}
        </button>
        {webhook !== undefined && (
          <button
            type="button"
            className="button quiet"
            {...held(replace.isPending)}
            onClick={() => replace.mutate()}
          >
            Trocar o segredo do webhook
          </button>
        )}
      </div>
      {test.isSuccess && (
        <p role="status" className="spoken">
          Teste enviado
        </p>
      )}
    </section>
  );
}
