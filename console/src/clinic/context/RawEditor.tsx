import { useState } from 'react';
import { parsed, type Document } from './document.ts';

type Props = { readonly document: Document; readonly onChange: (document: Document) => void };

/** The document as it is stored. What cannot be read stays here until it can. */
export function RawEditor({ document, onChange }: Props) {
  const [text, setText] = useState(() => JSON.stringify(document, undefined, 2));
  const [fault, setFault] = useState<string>();
  return (
    <div className="field">
      <label htmlFor="texto-completo">Texto completo (JSON)</label>
      <textarea
        id="texto-completo"
        className="input raw"
        rows={24}
        spellCheck={false}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : 'texto-falha'}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          const read = parsed(target.value);
          setFault('fault' in read ? read.fault : undefined);
          if ('document' in read) onChange(read.document);
        }}
      />
      {fault !== undefined && (
        <p className="fault" id="texto-falha" role="status">
          {fault} Até lá vale o texto de antes.
        </p>
      )}
    </div>
  );
}
