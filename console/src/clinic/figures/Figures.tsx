import type { ClinicMetrics } from '../../../../client/atende-client.ts';
import { freedNoticeHours } from '../../limits.ts';
import { inDollars, waited } from '../../words/figure-words.ts';
import { Course, type Counted } from './Course.tsx';
import { Shares } from './Shares.tsx';

const courses: readonly Counted[] = [
  { heading: 'Mensagens de pacientes', series: [{ name: 'Mensagens', of: ({ received }) => received }] },
  {
    heading: 'Respostas',
    series: [
      { name: 'Assistente', of: ({ sent }) => sent.assistant },
      { name: 'Equipe', of: ({ sent }) => sent.people },
    ],
  },
  { heading: 'Consultas marcadas', series: [{ name: 'Consultas', of: ({ bookings }) => bookings }] },
  {
    heading: 'Horários liberados',
    note: `Consultas que pacientes cancelaram ou mudaram por aqui, pelo menos ${freedNoticeHours} horas antes: ninguém ficou esperando.`,
    series: [{ name: 'Horários', of: ({ freedTimes }) => freedTimes }],
  },
  { heading: 'Passadas para a equipe', series: [{ name: 'Conversas', of: ({ handovers }) => handovers }] },
  { heading: 'Envios que falharam', series: [{ name: 'Envios', of: ({ failedSends }) => failedSends }] },
];

export function Figures({ figures }: { figures: ClinicMetrics }) {
  const { sent, model, isComplete } = figures;
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
      <div className="courses">
        {courses.map((counted) => (
          <Course key={counted.heading} counted={counted} figures={figures} />
        ))}
      </div>
      <section className="card" aria-labelledby="answers">
        <h2 id="answers">Quem escreveu aos pacientes</h2>
        <Shares parts={wrote} />
      </section>
      <Waits firstAnswer={figures.firstAnswer} />
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

function Waits({ firstAnswer: { count, medianMs, p90Ms } }: Pick<ClinicMetrics, 'firstAnswer'>) {
  return (
    <section className="card" aria-labelledby="waits">
      <h2 id="waits">Quanto o paciente espera pela primeira resposta</h2>
      {medianMs === undefined || p90Ms === undefined ? (
        <p className="soft">Ninguém escreveu, ou ninguém foi respondido, neste período.</p>
      ) : (
        <table className="table">
          <tbody>
            <tr>
              <th scope="row">Metade espera até</th>
              <td className="number">{waited(medianMs)}</td>
            </tr>
            <tr>
              <th scope="row">Nove em dez esperam até</th>
              <td className="number">{waited(p90Ms)}</td>
            </tr>
            <tr>
              <th scope="row">Esperas contadas</th>
              <td className="number">{count.toLocaleString('pt-BR')}</td>
            </tr>
          </tbody>
        </table>
      )}
    </section>
  );
}
