import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClinicMetrics } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { inDollars, waited } from '../../words/figure-words.ts';
import './figures.css';

const periods = { '24h': '24 horas', '7d': '7 dias', '30d': '30 dias', '90d': '90 dias' } as const;
type Period = keyof typeof periods;

/** What came in and what became of it, over a period that ends now. */
export default function FiguresPage({ clinicId }: { clinicId: string }) {
  const [period, setPeriod] = useState<Period>('7d');
  const figures = useQuery({
    queryKey: ['figures', clinicId, period],
    queryFn: ({ signal }) => client.getClinicMetrics({ clinicId, period, signal }),
    staleTime: 60_000,
  });
  return (
    <>
      <fieldset className="plain">
        <legend className="spoken">Período</legend>
        <div className="row-line">
          {(Object.keys(periods) as Period[]).map((each) => (
            <label key={each} className="row-line">
              <input type="radio" name="period" checked={each === period} onChange={() => setPeriod(each)} />
              {periods[each]}
            </label>
          ))}
        </div>
      </fieldset>
      {figures.isError && (
        <Failure
          error={figures.error}
          what="Não consegui ler os números."
          onRetry={() => void figures.refetch()}
        />
      )}
      {figures.isPending && <Skeleton height="6rem" count={2} />}
      {figures.data !== undefined && <Figures figures={figures.data} />}
    </>
  );
}

function Figures({ figures }: { figures: ClinicMetrics }) {
  const { received, sent, firstAnswer, handovers, bookings, failedSends, model, isComplete } = figures;
  const wrote = [
    { who: 'Assistente', count: sent.assistant },
    { who: 'Equipe', count: sent.people },
    { who: 'Avisos de consultas', count: sent.notices },
  ];
  return (
    <>
      {!isComplete && (
        <p className="note warn">Há conversas demais para contar todas: só as 20 mil mais novas entram.</p>
      )}
      <dl className="figures">
        <Figure name="Mensagens de pacientes" value={received} />
        <Figure name="Consultas marcadas" value={bookings} />
        <Figure name="Passadas para a equipe" value={handovers} />
        <Figure name="Envios que falharam" value={failedSends} />
      </dl>
      <section className="card" aria-labelledby="answers">
        <h2 id="answers">Quem escreveu aos pacientes</h2>
        <Shares parts={wrote} />
      </section>
      <section className="card" aria-labelledby="waits">
        <h2 id="waits">Quanto o paciente espera pela primeira resposta</h2>
        {firstAnswer.medianMs === undefined || firstAnswer.p90Ms === undefined ? (
          <p className="soft">Ninguém escreveu, ou ninguém foi respondido, neste período.</p>
        ) : (
          <table className="table">
            <tbody>
              <tr>
                <th scope="row">Metade espera até</th>
                <td className="number">{waited(firstAnswer.medianMs)}</td>
              </tr>
              <tr>
                <th scope="row">Nove em dez esperam até</th>
                <td className="number">{waited(firstAnswer.p90Ms)}</td>
              </tr>
              <tr>
                <th scope="row">Esperas contadas</th>
                <td className="number">{firstAnswer.count.toLocaleString('pt-BR')}</td>
              </tr>
            </tbody>
          </table>
        )}
      </section>
      {(model.tokens > 0 || model.microdollars > 0) && (
        <section className="card" aria-labelledby="model">
          <h2 id="model">Modelo de linguagem</h2>
          <p>
            {inDollars(model.microdollars)}, {model.tokens.toLocaleString('pt-BR')} tokens nos dias do
            período.
          </p>
        </section>
      )}
    </>
  );
}

const Figure = ({ name, value }: { name: string; value: number }) => (
  <div className="card">
    <dt className="small soft">{name}</dt>
    <dd className="number">{value.toLocaleString('pt-BR')}</dd>
  </div>
);

const barWidth = 100;
const barHeight = 10;

/** A bar for each part beside its count: the longest one fills the line. */
function Shares({ parts }: { parts: readonly { readonly who: string; readonly count: number }[] }) {
  const most = Math.max(1, ...parts.map(({ count }) => count));
  const all = parts.reduce((sum, { count }) => sum + count, 0);
  return (
    <table className="table shares">
      <thead className="spoken">
        <tr>
          <th scope="col">Quem</th>
          <th scope="col">Mensagens</th>
          <th scope="col">Parte</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ who, count }) => (
          <tr key={who}>
            <th scope="row">{who}</th>
            <td className="number">
              {count.toLocaleString('pt-BR')}
              <span className="soft"> · {all === 0 ? 0 : Math.round((count / all) * 100)}%</span>
            </td>
            <td aria-hidden="true">
              <svg viewBox={`0 0 ${barWidth} ${barHeight}`} preserveAspectRatio="none">
                <rect width={(count / most) * barWidth} height={barHeight} rx="1" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
