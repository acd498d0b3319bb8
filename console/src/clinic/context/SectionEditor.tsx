import { use } from 'react';
import { valueAt, written, type Document } from './document.ts';
import { labelOf } from './labels.ts';
import { newParts, type Section } from './sections.ts';
import { EditingContext } from './editing.tsx';
import { ValueEditor } from './ValueEditor.tsx';
import { ownOf } from '../../words/own-of.ts';

/** Everything of one section; what the document lacks can be begun. */
export function SectionEditor({ section, document }: { section: Section; document: Document }) {
  const { change } = use(EditingContext);
  return (
    <div className="section-editor">
      {section.paths.map((path) => {
        const value = valueAt(document, path);
        const label = labelOf(String(path.at(-1)));
        const fresh = ownOf(newParts, written(path));
        return value === undefined ? (
          <p key={written(path)} className="row-line">
            <span className="grow soft">{label}: nada escrito ainda.</span>
            <button type="button" className="button" onClick={() => change(path, fresh)}>
              Começar
            </button>
          </p>
        ) : (
          <ValueEditor key={written(path)} path={path} value={value} label={label} />
        );
      })}
    </div>
  );
}
