import { percentages } from './percentages.ts';

const barWidth = 100;
const barHeight = 10;

/** A bar for each part beside its count: the longest one fills the line. */
export function Shares({ parts }: { parts: readonly { readonly who: string; readonly count: number }[] }) {
  const most = Math.max(1, ...parts.map(({ count }) => count));
  const shares = percentages(parts.map(({ count }) => count));
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
        {parts.map(({ who, count }, place) => (
          <tr key={who}>
            <th scope="row">{who}</th>
            <td className="number">
              {count.toLocaleString('pt-BR')}
              <span className="soft"> · {shares[place]}%</span>
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
