import type { ContextChange } from '../../../../client/atende-client.ts';
import { labelOf } from './sections.ts';

const most = 60;

const shown = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return 'vazio';
  if (typeof value === 'boolean') return value ? 'sim' : 'não';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
};

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
            <p>
              <span className="spoken">Antes: </span>
              <del>{shown(before)}</del>
            </p>
          )}
          {change !== 'removed' && (
            <p>
              <span className="spoken">Depois: </span>
              <ins>{shown(after)}</ins>
            </p>
          )}
        </li>
      ))}
      {changes.length > most && <li className="soft">e mais {changes.length - most}</li>}
    </ul>
  );
}
