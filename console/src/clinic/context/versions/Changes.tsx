import type { ContextChange } from '../../../../../client/atende-client.ts';
import { labelOf } from '../labels.ts';
import { ValueWords } from './ValueWords.tsx';

const most = 60;

/** `servicos.exames[id=eletro].preco_particular` as `Serviços › Exames › eletro › Preço particular` */
const placeWords = (path: string): string =>
  path
    .split(/[.[\]]/)
    .filter((part) => part !== '')
    .map((part) => part.replace(/^id=/, ''))
    .map((part) => (/^\d+$/.test(part) ? `nº ${Number(part) + 1}` : labelOf(part)))
    .join(' › ');

/** What differs, by place: before and after. */
export function Changes({ changes }: { changes: readonly ContextChange[] }) {
  if (changes.length === 0) return <p className="soft">Nada mudou.</p>;
  return (
    <ul className="changes">
      {changes.slice(0, most).map(({ path, change, before, after }) => (
        <li key={path}>
          <p className="small soft">{placeWords(path)}</p>
          {change !== 'added' && (
            <del>
              <span className="spoken">Antes: </span>
              <ValueWords value={before} />
            </del>
          )}
          {change !== 'removed' && (
            <ins>
              <span className="spoken">Depois: </span>
              <ValueWords value={after} />
            </ins>
          )}
        </li>
      ))}
      {changes.length > most && <li className="soft">e mais {changes.length - most}</li>}
    </ul>
  );
}
