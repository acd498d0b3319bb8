import { createContext, use } from 'react';
import type { ContextFinding } from '../../../../client/atende-client.ts';
import { written, type Path, type Value } from './document.ts';

type Editing = {
  readonly saved: Value;
  readonly findings: readonly ContextFinding[];
  /** Who can be named as the one who does something. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly change: (path: Path, value: Value) => void;
};

export const EditingContext = createContext<Editing>({
  saved: {},
  findings: [],
  people: [],
  change: () => undefined,
});

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

/** Opens whatever is folded over it. */
export function revealField(id: string): void {
  const field = window.document.getElementById(id);
  if (field === null) return;
  for (let around = field.closest('details'); around !== null;) {
    around.open = true;
    around = around.parentElement?.closest('details') ?? null;
  }
  field.focus();
  field.scrollIntoView({ block: 'center' });
}
