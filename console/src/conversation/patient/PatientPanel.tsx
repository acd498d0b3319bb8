import { lazy, Suspense } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Conversation } from '../../../../client/atende-client.ts';
import { useNow } from '../../live/live.tsx';
import { roleIn, administers, whoAmI } from '../../session/session.ts';
import { nameOf, phoneShown } from '../../words/phones.ts';
import { dayAndTime } from '../../words/times.ts';
import type { TeamNotes } from '../team/notes.ts';
import { PrivacyActs } from './PrivacyActs.tsx';

const AskForPhone = lazy(() => import('../acts/AskForPhone.tsx'));
const AboutPatient = lazy(() => import('./AboutPatient.tsx'));
const VisitsOfPatient = lazy(() => import('../../agenda/patient/VisitsOfPatient.tsx'));

type Props = {
  readonly clinicId: string;
  readonly conversation: Conversation;
  readonly noted: TeamNotes;
  readonly zone: string;
};

/** Who it is, beside the conversation. */
export function PatientPanel({ clinicId, conversation, noted, zone }: Props) {
  const now = useNow(60_000);
  const me = useQuery(whoAmI).data;
  const { contact, lastPatientMessageAt, mode, humanUntil } = conversation;
  const { optedOut } = contact;
  return (
    <div className="patient-facts">
      <h2>{nameOf(contact)}</h2>
      <dl>
        {contact.name !== undefined && (
          <div>
            <dt>{lastPatientMessageAt === undefined ? 'Nome' : 'Nome no WhatsApp'}</dt>
            <dd>{contact.name}</dd>
          </div>
        )}
        <div>
          <dt>Telefone</dt>
          <dd className="number">
            {contact.phone === undefined ? 'não informado' : phoneShown(contact.phone)}
            {contact.phone === undefined && lastPatientMessageAt !== undefined && (
              <Suspense>
                <AskForPhone clinicId={clinicId} conversationId={conversation.id} />
              </Suspense>
            )}
          </dd>
        </div>
        <div>
          <dt>Escreveu por último</dt>
          <dd>
            {lastPatientMessageAt === undefined ? 'ainda não' : dayAndTime(lastPatientMessageAt, zone, now)}
          </dd>
        </div>
        {optedOut !== undefined && (
          <div>
            <dt>Mensagens da clínica</dt>
            <dd>
              {`não quer receber, desde ${dayAndTime(optedOut.at, zone, now)} (${optedOut.by === 'whatsapp' ? 'pediu no WhatsApp' : 'escreveu pedindo'})`}
            </dd>
          </div>
        )}
        <div>
          <dt>Quem responde</dt>
          <dd>
            {mode === 'assistant'
              ? 'a assistente'
              : humanUntil === undefined
                ? 'a equipe, até devolver'
                : `a equipe; a assistente volta ${dayAndTime(humanUntil, zone, now)}, se ninguém escrever`}
          </dd>
        </div>
        <div>
          <dt>Número da clínica</dt>
          <dd className="number">{phoneShown(conversation.whatsappNumber)}</dd>
        </div>
      </dl>
      <Suspense>
        <AboutPatient clinicId={clinicId} conversation={conversation} noted={noted} zone={zone} now={now} />
        <VisitsOfPatient clinicId={clinicId} contactId={contact.id} zone={zone} />
      </Suspense>
      {me !== undefined && administers(roleIn(me, clinicId)) && (
        <PrivacyActs clinicId={clinicId} contact={contact} />
      )}
    </div>
  );
}
