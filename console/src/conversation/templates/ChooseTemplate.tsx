import type { OfferedTemplate } from '../../../../client/atende-client.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { previewOf } from './text-template.ts';
import './templates.css';

type Props = {
  readonly templates: readonly OfferedTemplate[];
  readonly current: OfferedTemplate;
  readonly onChoose: (template: OfferedTemplate) => void;
  readonly onClose: () => void;
};

/** The templates that may be sent now, by what the patient would read. */
export function ChooseTemplate({ templates, current, onChoose, onClose }: Props) {
  return (
    <Dialog title="Escolher modelo" onClose={onClose}>
      <p className="small soft">Onde aparece …, preencha antes de enviar.</p>
      <ul className="template-choice">
        {templates.map((template) => (
          <li key={`${template.name} ${template.language}`}>
            <button
              type="button"
              className="template-option"
              aria-current={template === current ? 'true' : undefined}
              onClick={() => onChoose(template)}
            >
              {previewOf(template)}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
