import type { ClinicContext } from '../../clinic/clinic-context.ts';
import { after } from '../../instants.ts';
import { paragraphs, sentence } from '../../language/phrasing.ts';
import type { Alarm } from '../attention.ts';
import type { OutboundContent } from '../../messaging/message.ts';
import { fitToWhatsApp } from '../../messaging/whatsapp-limits.ts';
import type { Handover } from '../handover.ts';
import type { Answerer } from '../who-answers.ts';
import type { Danger } from './danger-signs.ts';

/** After so long the whole text is due again. */
const repeatMs = 3_600_000;

type Setting = {
  readonly context: Pick<ClinicContext, 'emergency'>;
  /** The last one that the patient was answered. */
  readonly before: Alarm | undefined;
  readonly answerer: Answerer;
  readonly now: Date;
};

const samu =
  '🚨 *Se é uma emergência, ligue agora para o SAMU: 192* (gratuito, 24 horas) ou vá ao pronto-socorro mais próximo. Não espere uma resposta por aqui.';
const samuAgain = '🚨 *Ligue agora para o SAMU: 192.* A nossa equipe já foi avisada, mas não espere por ela.';
const cvv =
  '💛 Você não está só. O CVV conversa com você agora, de graça e em sigilo: ligue *188*, a qualquer hora.';

/**
 * Who to call: SAMU 192, gov.br/saude; CVV 188, cvv.org.br. Both are free and answer day and night (read 23 Nov 2026).
 * Said whole once an hour; again in one line, and where people hold the conversation not at all: they are alarmed again.
 */
export function emergencyReplies(danger: Danger, setting: Setting): readonly OutboundContent[] {
  const { context, answerer } = setting;
  if (!isToldAlready(danger, setting)) {
    const { emergency } = context;
    return say(
      samu,
      danger === 'suicidal' && cvv,
      emergency !== undefined && sentence(emergency),
      'Já avisei a nossa equipe.',
    );
  }
  return answerer === 'people' ? [] : say(samuAgain, danger === 'suicidal' && cvv);
}

const isToldAlready = (danger: Danger, { before, now }: Setting): boolean =>
  before !== undefined &&
  after(before.at, repeatMs) > now &&
  (danger === before.danger || danger === 'emergency');

const say = (...parts: readonly (string | false)[]): readonly OutboundContent[] =>
  fitToWhatsApp({ type: 'text', body: paragraphs(...parts) });

/** The alarm as it stands after this one: its time is when the patient was told everything. */
export const raisedAlarm = (danger: Danger, setting: Setting): Alarm =>
  isToldAlready(danger, setting) && setting.before ? setting.before : { danger, at: setting.now };

/** Nothing of the patient's health is repeated: the team reads the conversation. */
export const emergencyHandover = (danger: Danger): Handover => ({
  reason: 'emergency',
  summary:
    danger === 'suicidal'
      ? 'O paciente fala em morrer ou em se machucar. Ver a conversa agora.'
      : 'A mensagem do paciente tem sinais de emergência. Ver a conversa agora.',
});
