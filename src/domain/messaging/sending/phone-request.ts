import type { AppointmentChange } from '../../scheduling/appointment-changes.ts';
import { PhoneKnown } from '../conversation-errors.ts';
import type { OutboundStatus } from '../delivery-status.ts';
import type { OutboundContent } from '../message.ts';

export type PhoneRequest = Extract<OutboundContent, { type: 'contact-request' }>;

/** What it says where the team writes nothing of its own. */
const question = 'Para a clínica poder falar com você sobre a consulta, pode compartilhar o seu telefone?';

/** What the patient hears whose phone has come. */
export const phoneNoted: OutboundContent = { type: 'text', body: 'Pronto, anotei o seu telefone. 👍' };

/** What the patient hears who was asked for the phone and sends a card that may be anybody's: once per request. One more tap answers. */
export const ownPhoneNeeded: PhoneRequest = {
  type: 'contact-request',
  body: 'Do contato que você enviou não anotei o telefone: só posso anotar o seu próprio. Para compartilhá-lo, toque no botão abaixo.',
};

/** What the patient hears whose phone is known as somebody else's; of whom is not theirs to know. */
export const phoneUnclear: OutboundContent = {
  type: 'text',
  body: 'Não consegui anotar esse telefone. A nossa equipe confere com você por aqui.',
};

/** Whether what somebody of the clinic sends asks for the phone. */
export const isPhoneRequest = (content: object | undefined): boolean =>
  content !== undefined && 'type' in content && content.type === 'contact-request';

type Asked = { readonly type: string; readonly status: OutboundStatus | 'received' };

/** Whether a message asked for the phone, and the patient has it or will. */
const hasAskedForPhone = ({ type, status }: Asked): boolean =>
  type === 'contact-request' && status !== 'failed' && status !== 'cancelled';

/**
 * Whether a card may be meant as the phone that was asked for. Not after we have said to an earlier card that it was not:
 * what comes then is a card like any other, until somebody asks anew.
 */
export const awaitsOwnPhone = (newestFirst: readonly (Asked & { readonly text: string })[]): boolean => {
  const request = newestFirst.find(hasAskedForPhone);
  return request !== undefined && request.text !== ownPhoneNeeded.body;
};

/**
 * The request that waits for the patient's answer: nobody asks again before they have said something. `since`: what was
 * written since the patient said something last, oldest first.
 */
export const standingRequest = <Message extends Asked>(since: readonly Message[]): Message | undefined =>
  since.find(hasAskedForPhone);

/** @throws PhoneKnown when there is nothing to ask for */
export function phoneRequest(phone: string | undefined, words = question): PhoneRequest {
  if (phone !== undefined) throw new PhoneKnown();
  return { type: 'contact-request', body: words };
}

/** Whether a turn that plans these changes needs a phone: the patient has said yes to a visit. */
export const bringsVisit = (changes: readonly Pick<AppointmentChange, 'change'>[]): boolean =>
  changes.some(({ change }) => change === 'request');
