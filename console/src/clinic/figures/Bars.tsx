type Bar = { readonly start: string; readonly name: string; readonly counts: readonly number[] };

const step = 10;
const gap = 2;
const height = 60;
/** What is little is not nothing. */
const least = 1.5;

/** A bar for each hour or day, of one part on the other; for the eye and the mouse, as a table says the same. */
export function Bars({ bars, most, label }: { bars: readonly Bar[]; most: number; label: string }) {
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(least, (count / most) * height));
  return (
    <svg
      className="bars"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${Math.max(1, bars.length) * step} ${height}`}
      preserveAspectRatio="none"
    >
      {bars.map(({ start, name, counts }, place) => (
        <g key={start} transform={`translate(${place * step + gap / 2} 0)`}>
          <title>{`${name}: ${counts.map((count) => count.toLocaleString('pt-BR')).join(' + ')}`}</title>
          <rect className="whole" width={step - gap} height={height} />
          {counts.map((count, part) => {
            const below = counts.slice(0, part).reduce((sum, other) => sum + heightOf(other), 0);
            return (
              <rect
                key={part}
                width={step - gap}
                y={height - below - heightOf(count)}
                height={heightOf(count)}
              />
            );
          })}
        </g>
      ))}
    </svg>
  );
}
