import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type RefObject } from 'react';
import type { Conversation, Message, OfferedTemplate } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { limits } from '../../limits.ts';
import { Failure, Skeleton } from '../../parts/states.tsx';
import { ReplyForm } from '../ReplyForm.tsx';
import { useReply } from '../use-reply.ts';
import { ChooseTemplate } from './ChooseTemplate.tsx';
import { FieldForm } from './FieldForm.tsx';
import { TemplatePreview } from './TemplatePreview.tsx';
import { TooLong } from './TooLong.tsx';
import { firstOffered, isTooLong } from './text-template.ts';

type Props = {
  readonly clinicId: string;
  readonly conversation: Conversation;
  readonly newest: Message | undefined;
  readonly field: RefObject<HTMLTextAreaElement | null>;
};

/** After the 24 hours only templates arrive: one is chosen, filled, and shown as the patient will read it. */
export default function TemplateComposer(props: Props) {
  const { clinicId, conversation } = props;
  const offered = useQuery({
    queryKey: ['offered-templates', clinicId, conversation.id],
    queryFn: ({ signal }) =>
      client.listOfferedTemplates({ clinicId, conversationId: conversation.id, signal }),
    // whoever has just made one comes back to use it
    staleTime: 0,
  });
  const hasWritten = conversation.lastPatientMessageAt !== undefined;
  return (
    <div className="composer">
      <p className="note warn">
        <strong>{hasWritten ? 'O prazo de 24 horas acabou.' : 'Este paciente ainda não escreveu.'}</strong>
        <span>Agora o WhatsApp só entrega um modelo aprovado, até o paciente escrever.</span>
      </p>
      {offered.isPending && <Skeleton height="3rem" count={1} />}
      {offered.isError && (
        <Failure
          error={offered.error}
          what="Não consegui ler os modelos."
          onRetry={() => void offered.refetch()}
        />
      )}
      {offered.isSuccess && <Chosen {...props} templates={offered.data.items} />}
    </div>
  );
}

const keyOf = ({ name, language }: OfferedTemplate): string => `${name} ${language}`;

/** The clinic's template for the team's texts, or the one that was chosen in its place. */
function Chosen({ templates, ...props }: Props & { readonly templates: readonly OfferedTemplate[] }) {
  const [key, setKey] = useState<string>();
  const [isChoosing, setChoosing] = useState(false);
  const template = templates.find((one) => keyOf(one) === key) ?? firstOffered(templates);
  if (template === undefined) return <NoTemplate {...props} />;
  const { textField } = template;
  return (
    <>
      {textField === undefined ? (
        <FieldForm
          key={keyOf(template)}
          {...props}
          template={template}
          isChosen={key !== undefined}
          onSent={() => setKey(undefined)}
        />
      ) : (
        <TextForm key={keyOf(template)} {...props} template={template} textField={textField} />
      )}
      {templates.length > 1 && (
        <p>
          <button type="button" className="button" onClick={() => setChoosing(true)}>
            Escolher outro modelo
          </button>
        </p>
      )}
      {isChoosing && (
        <ChooseTemplate
          templates={templates}
          current={template}
          onChoose={(chosen) => {
            setKey(keyOf(chosen));
            setChoosing(false);
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}

const mostCharacters = limits.templateText;

type FormProps = Props & { readonly template: OfferedTemplate; readonly textField: string };

/** What is written goes inside the template; as the plain text that it is, should the patient write before. */
function TextForm({ clinicId, conversation, newest, field, template, textField }: FormProps) {
  const isLong = (text: string) => isTooLong(template, { [textField]: text });
  const reply = useReply({
    ...{ clinicId, conversationId: conversation.id, newest, orTemplate: true },
    isRefused: isLong,
  });
  const left = mostCharacters - reply.text.length;
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
      <TemplatePreview template={template} written={{ [textField]: reply.text }} />
      {isLong(reply.text) && <TooLong />}
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
