import type { OfferedTemplate } from '../../../../client/atende-client.ts';
import { filledTemplate, type Written } from './text-template.ts';

/** The template as the patient will read it, with what the writer says standing out. */
export function TemplatePreview({ template, written }: { template: OfferedTemplate; written: Written }) {
  return (
    <p className="small template-preview" aria-label="Como o paciente vai ler">
      {filledTemplate(template, written).map(({ isWritten, text }, at) =>
        isWritten ? <strong key={at}>{text}</strong> : <span key={at}>{text}</span>,
      )}
    </p>
  );
}
