import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AlertSettings } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { addressesOf } from './alert-setting-words.ts';
import { Destinations } from './Destinations.tsx';
import { held } from '../../parts/held.ts';

const keyOf = (clinicId: string) => ['alert-settings', clinicId];

/** Where the clinic is told of its alerts, besides here. */
export default function AlertSettingsPage({ clinicId }: { clinicId: string }) {
  const queryClient = useQueryClient();
  const settings = useQuery({
    queryKey: keyOf(clinicId),
    queryFn: ({ signal }) => client.getAlertSettings({ clinicId, signal }),
  });
  const [secret, setSecret] = useState<string>();
  const keep = ({ webhookSecret, ...saved }: AlertSettings) => {
    if (webhookSecret !== undefined) setSecret(webhookSecret);
    queryClient.setQueryData(keyOf(clinicId), saved);
  };
  if (settings.isError)
    return (
      <Failure
        error={settings.error}
        what="Não consegui ler para onde vão os avisos."
        onRetry={() => void settings.refetch()}
      />
    );
  if (settings.isPending) return <Skeleton height="4rem" count={3} />;
  return (
    <>
      <SettingsForm clinicId={clinicId} settings={settings.data} onSaved={keep} />
      {secret !== undefined && (
        <div className="note good" role="status">
          <p>
            <strong>Copie agora.</strong> Este segredo do webhook não aparece de novo. Com ele o destino
            confere a assinatura de cada aviso.
          </p>
          <p>
            <code>{secret}</code>
          </p>
        </div>
      )}
      <Destinations clinicId={clinicId} settings={settings.data} onChanged={keep} />
    </>
  );
}

type FormProps = {
  readonly clinicId: string;
  readonly settings: AlertSettings;
  readonly onSaved: (settings: AlertSettings) => void;
};

function SettingsForm({ clinicId, settings, onSaved }: FormProps) {
  const { webhook, mailboxes, quietHours, sendsMail } = settings;
  const [url, setUrl] = useState(webhook?.address ?? '');
  const [emails, setEmails] = useState(mailboxes.map(({ address }) => address).join('\n'));
  const [isQuiet, setIsQuiet] = useState(quietHours !== undefined);
  const [hours, setHours] = useState(quietHours ?? { from: '22:00', to: '07:00' });
  const save = useMutation({
    mutationFn: () =>
      client.changeAlertSettings({
        clinicId,
        body: {
          ...(url.trim() !== '' && { webhookUrl: url.trim() }),
          emails: [...addressesOf(emails)],
          ...(isQuiet && { quietHours: hours }),
        },
      }),
    onSuccess: onSaved,
  });
  return (
    <form
      className="card"
      onChange={() => save.reset()}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>Para onde vão os avisos</h2>
      <p className="soft">
        Quando algo precisa de atenção, avisamos uma vez; de novo, se continuar aberto; e quando se resolve.
      </p>
      <label className="field">
        <span>E-mails (um por linha, até 5)</span>
        <textarea
          className="input"
          rows={3}
          value={emails}
          disabled={!sendsMail && emails === ''}
          onChange={({ target }) => setEmails(target.value)}
        />
      </label>
      {!sendsMail && (
        <p className="small soft">Este sistema não envia e-mails. Fale com quem o administra.</p>
      )}
      <label className="field">
        <span>Webhook (endereço https de outro sistema)</span>
        <input
          className="input"
          type="url"
          maxLength={500}
          placeholder="https://"
          value={url}
          onChange={({ target }) => setUrl(target.value)}
        />
      </label>
      <label className="row-line">
        <input type="checkbox" checked={isQuiet} onChange={({ target }) => setIsQuiet(target.checked)} />
        <span className="grow">Horas de silêncio: só o que não pode esperar</span>
      </label>
      {isQuiet && (
        <div className="row-line form-line">
          {(['from', 'to'] as const).map((end) => (
            <label key={end} className="field">
              <span>{end === 'from' ? 'Das' : 'Até'}</span>
              <input
                className="input"
                type="time"
                required
                value={hours[end]}
                onChange={({ target }) => setHours({ ...hours, [end]: target.value })}
              />
            </label>
          ))}
        </div>
      )}
      {save.isError && <Failure error={save.error} what="Nada foi salvo." />}
      <div className="row-line">
        <button type="submit" className="button main" {...held(save.isPending)}>
          Salvar
        </button>
        {save.isSuccess && <span role="status">Salvo.</span>}
      </div>
    </form>
  );
}
