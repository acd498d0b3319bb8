import { useId } from 'react';
import type { ClinicMetrics, FigurePoint } from '../../../../client/atende-client.ts';
import { pointName } from '../../words/figure-words.ts';
import { Bars } from './Bars.tsx';

type Series = { readonly name: string; readonly of: (figures: FigurePoint | ClinicMetrics) => number };

/** Something that is counted for each hour or day, in one part or several. */
export type Counted = {
  readonly heading: string;
  readonly note?: string;
  readonly series: readonly Series[];
};

/** How it went over the period: the sum, a picture, and the same as a table. */
export function Course({ counted, figures }: { counted: Counted; figures: ClinicMetrics }) {
  const { heading, note, series } = counted;
  const { points, period, timeZone } = figures;
  const id = useId();
  const total = series.reduce((sum, { of }) => sum + of(figures), 0);
  const named = points.map((point) => ({
    start: point.start,
    name: pointName(point.start, period, timeZone),
    counts: series.map(({ of }) => of(point)),
  }));
  const most = Math.max(0, ...named.map(({ counts }) => sum(counts)));
  const [unit, last] = period === '24h' ? ['hora', 'agora'] : ['dia', 'hoje'];
  return (
    <section className="card course" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      <p className="total number">{total.toLocaleString('pt-BR')}</p>
      {note !== undefined && <p className="small soft">{note}</p>}
      {series.length > 1 && (
        <ul className="legend small">
          {series.map(({ name }) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
      <Bars
        bars={named}
        most={most}
        label={`${heading} por ${unit}: ${most === 0 ? 'nada neste período' : `no máximo ${most.toLocaleString('pt-BR')}`}`}
      />
      <p className="axis small soft number" aria-hidden="true">
        <span>{named[0]?.name}</span>
        {most > 0 && <span>máx. {most.toLocaleString('pt-BR')}</span>}
        <span>{last}</span>
      </p>
      <details>
        <summary className="small">
          Ver em tabela<span className="spoken">: {heading}</span>
        </summary>
        {/* long: it must be reachable to be scrolled with the keyboard */}
        <div className="scroll-y" role="region" aria-label={`Tabela: ${heading}`} tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{period === '24h' ? 'Hora' : 'Dia'}</th>
                {series.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {named.toReversed().map(({ start, name, counts }) => (
                <tr key={start}>
                  <th scope="row">{name}</th>
                  {counts.map((count, part) => (
                    <td key={series[part]?.name} className="number">
                      {count.toLocaleString('pt-BR')}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
