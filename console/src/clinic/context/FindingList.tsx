import type { ContextFinding } from '../../../../client/atende-client.ts';
import { written } from './document.ts';
import { errorsOf, findingWords } from './finding-words.ts';
import type { Section } from './sections.ts';

type Props = {
  readonly findings: readonly ContextFinding[];
  readonly sections: readonly Section[];
  readonly onGo: (section: string, field: string) => void;
};

const isWithin = (path: string, place: string): boolean =>
  path === place ||
  path.startsWith(`${place}.`) ||
  path.startsWith(`${place}[`) ||
  place.startsWith(`${path}.`);

/** Everything that was found out about the document, with the way to each place. */
export function FindingList({ findings, sections, onGo }: Props) {
  if (findings.length === 0) return null;
  return (
    <details className={errorsOf(findings) > 0 ? 'note bad' : 'note warn'}>
      <summary>{findingWords(findings)}</summary>
      <ul className="listed">
        {findings.map(({ path, message }) => {
          const section = sections.find(({ paths }) => paths.some((place) => isWithin(path, written(place))));
          return (
            <li key={path + message}>
              {message}{' '}
              {section !== undefined && (
                <button
                  type="button"
                  className="link"
                  aria-label={`Ir a ${section.name}: ${message}`}
                  onClick={() => onGo(section.id, `campo-${path}`)}
                >
                  Ver
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
