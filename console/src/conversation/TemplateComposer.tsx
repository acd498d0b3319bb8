import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Ref } from 'react';
import type {
  Conversation,
  Message,
  Template,
  TemplateUse,
  Templates,
} from '../../../client/atende-client.ts';
import { client } from '../client.ts';
import { limits } from '../limits.ts';
import { Failure, Skeleton } from '../parts/states.tsx';
import { useClinic } from '../session/clinic.ts';
import { ReplyForm } from './ReplyForm.tsx';
import { filledTemplate, textTemplate } from './text-template.ts';
import { useReply } from './use-reply.ts';

type Props = {
  readonly clinicId: string;
  readonly conversation: Conversation;
  readonly newest: Message | undefined;
  readonly field: Ref<HTMLTextAreaElement>;
};

/** After the 24 hours: what is written goes inside the clinic's template, and is shown as the patient will read it. */
export function TemplateComposer(props: Props) {
  const { clinicId, conversation } = props;
  const templates = useQuery({
    queryKey: ['templates', clinicId],
    queryFn: ({ signal }) => client.listTemplates({ clinicId, signal }),
    staleTime: 60_000,
  });
  const hasWritten = conversation.lastPatientMessageAt !== undefined;
  return (
    <div className="composer">
      <p className="note warn">
        <strong>{hasWritten ? 'O prazo de 24 horas acabou.' : 'Este paciente ainda não escreveu.'}</strong>
        <span>Agora o WhatsApp só entrega um modelo aprovado, até o paciente escrever.</span>
      </p>
      {templates.isPending && <Skeleton height="3rem" count={1} />}
      {templates.isError && (
        <Failure
          error={templates.error}
          what="Não consegui ler os modelos."
          onRetry={() => void templates.refetch()}
        />
      )}
      {templates.isSuccess && <InTemplate {...props} templates={templates.data} />}
    </div>
  );
}

function InTemplate({ templates, ...props }: Props & { readonly templates: Templates }) {
  const found = textTemplate(templates);
  if (found === undefined) return <NoTemplate {...props} />;
  return <TemplateForm {...props} {...found} />;
}

const mostCharacters = limits.templateText;

type FormProps = Props & { readonly template: Template; readonly use: TemplateUse };

function TemplateForm({ clinicId, conversation, newest, field, template, use }: FormProps) {
  const reply = useReply({ clinicId, conversationId: conversation.id, newest, orTemplate: true });
  const clinic = useClinic(clinicId).name;
  const left = mostCharacters - reply.text.length;
  const shown = filledTemplate(template, use, {
    patient: conversation.contact.name?.trim().split(/\s+/)[0] ?? 'paciente',
    clinic,
    text: reply.text,
  });
  return (
    <ReplyForm
      reply={reply}
      field={field}
      label="Mensagem dentro do modelo"
      placeholder="O que dizer ao paciente, numa frase"
      rows={2}
      mostCharacters={mostCharacters}
      send="Enviar modelo"
      hint={left < 100 ? `${left} caracteres restantes.` : 'Vai em uma linha só, sem quebras.'}
    >
      <p className="small template-preview" aria-label="Como o paciente vai ler">
        {shown.map(({ isWritten, text }, at) =>
          isWritten ? <strong key={at}>{text}</strong> : <span key={at}>{text}</span>,
        )}
      </p>
    </ReplyForm>
  );
}

function NoTemplate({ clinicId, conversation }: Props) {
  const { phone } = conversation.contact;
  return (
    <p className="small">
      A clínica ainda não tem um modelo para texto da equipe.{' '}
      <Link to="/c/$clinicId/clinica/$part" params={{ clinicId, part: 'whatsapp' }}>
        Criar modelos
      </Link>
      {phone !== undefined && (
        <>
          {' '}
          ou <a href={`tel:+${phone.replace(/\D/g, '')}`}>ligar para o paciente</a>
        </>
      )}
      .
    </p>
  );
}
