import { createContext, use } from 'react';
import type { ContextFinding } from '../../../../client/atende-client.ts';
import { written, type Path, type Value } from './document.ts';

type Editing = {
  readonly saved: Value;
  readonly findings: readonly ContextFinding[];
  readonly change: (path: Path, value: Value) => void;
};

export const EditingContext = createContext<Editing>({ saved: {}, findings: [], change: () => undefined });

export const fieldId = (path: Path): string => `campo-${written(path)}`;

/** What was found out about this very place. */
export function Findings({ path }: { path: Path }) {
  const at = written(path);
  const own = use(EditingContext).findings.filter((finding) => finding.path === at);
  if (own.length === 0) return null;
  return (
    <ul id={`achado-${at}`}>
      {own.map(({ message, severity }) => (
        <li key={message} className={severity === 'error' ? 'fault' : 'advice'}>
          {message}
        </li>
      ))}
    </ul>
  );
}
