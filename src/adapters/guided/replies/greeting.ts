import type { AgentVoice } from '../../../domain/clinic/agent-voice.ts';
import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import { intervalsOn } from '../../../domain/clinic/opening-hours.ts';
import { human, mainMenu, teamOnly } from './menu.ts';
import { folded } from '../../../domain/language/folded-text.ts';
import { ofClinic, openingPhrase, sentence } from '../../../domain/language/phrasing.ts';
import type { Reply, Situation } from '../reply.ts';

/** After so long without a word a patient is greeted again. */
const quietMs = 12 * 3_600_000;

export const isNewOrLongQuiet = ({ dialogue, now }: Situation): boolean =>
  dialogue.lastSpokeAt === undefined || now.getTime() - Date.parse(dialogue.lastSpokeAt) >= quietMs;

/** In the clinic's words; "how can I help?" is left out where help follows at once. */
export function greet({ context, firstName }: Situation, helpFollows: boolean): string {
  const { agent, name } = context;
  const hello = firstName === undefined ? 'Olá! 👋' : `Olá, ${firstName}! 👋`;
  const self =
    agent.name === undefined
      ? 'Aqui é o assistente virtual'
      : `Aqui é ${withArticle(agent)}, assistente virtual`;
  const greeting = agent.greeting ?? `${hello} ${self} ${ofClinic(name)}. Como posso ajudar?`;
  const filled = sayingWhatItIs(fillIn(greeting, { context, firstName }));
  return helpFollows ? withoutLastQuestion(filled) || hello : filled;
}

/** A patient knows from the first word on that no person writes (CFM, Resolução 2.454/2026). */
function sayingWhatItIs(greeting: string): string {
  if (tellsIt.test(folded(greeting))) return greeting;
  const before = withoutLastQuestion(greeting);
  const question = greeting.trim().slice(before.length).trim();
  return [before, 'Sou um assistente automático.', question].filter(Boolean).join(' ');
}

const tellsIt =
  /\b(assistente (virtual|digital|de ia|eletronic[ao])|atendimento (virtual|digital)|automatic[ao]|automatizad[ao]|robo|bot|chatbot|inteligencia artificial|ia)\b/;

const pictures = /\p{Extended_Pictographic}|\uFE0F|\s/u;
const ends = ['.', '!', '?', '\n'];

/** Leaves out the question at the end, and the pictures after it. */
function withoutLastQuestion(text: string): string {
  const shown = Array.from(text);
  const last = shown.findLastIndex((sign) => !pictures.test(sign));
  if (shown[last] !== '?') return text.trim();
  const before = shown.slice(0, last).findLastIndex((sign) => ends.includes(sign));
  return shown
    .slice(0, before + 1)
    .join('')
    .trim();
}

const blank = /(?:\{\{?|\[)([\p{L}_ ]{2,40})(?:\}\}?|\])/gu;

/** Names that clinics leave open in their greeting: `{nome}`, `{{clinica}}`, `[agente]`. A comma before one that is not known goes with it. */
function fillIn(text: string, { context, firstName }: Pick<Situation, 'context' | 'firstName'>): string {
  let filled = '';
  let from = 0;
  for (const { 0: found, 1: key = '', index } of text.matchAll(blank)) {
    const before = filled + text.slice(from, index);
    const value = valueOf(key.trim(), context, firstName);
    filled = value === '' ? before.trimEnd().replace(/,$/, '') : before + value;
    from = index + found.length;
  }
  return filled + text.slice(from);
}

function valueOf(key: string, context: ClinicContext, firstName: string | undefined): string {
  if (/clinica|clínica|empresa/i.test(key)) return context.name;
  if (/agente|assistente|bot/i.test(key)) return context.agent.name ?? '';
  return /nome|paciente|cliente/i.test(key) ? (firstName ?? '') : '';
}

/** `a Lia`, `o Theo`: as the clinic's own greeting says it, else by the name's ending; `Íris` where nothing tells. */
function withArticle({ name = '', greeting = '' }: AgentVoice): string {
  const said = new RegExp(
    String.raw`(?<!\p{L})([ao])\s+${name.replace(/[^\p{L}\p{N} ]/gu, '.')}(?!\p{L})`,
    'iu',
  ).exec(greeting);
  const article = said?.[1]?.toLowerCase() ?? /[ao]$/i.exec(name)?.[0].toLowerCase();
  return article === undefined ? name : `${article} ${name}`;
}

/** What is to be said once per conversation and night, or nothing. */
export function outOfHours({ context, open, today, dialogue }: Situation): string | undefined {
  if (open.state !== 'closed' || open.isBreak || dialogue.closedSaidFor === open.closedOn) return undefined;
  const opens = open.next && `Abrimos ${openingPhrase(open.next, today)}.`;
  if (intervalsOn(context.openingHours, today).length === 0) {
    return ['Hoje não abrimos, mas eu continuo por aqui para ajudar.', opens].filter(Boolean).join(' ');
  }
  const said = context.agent.outOfHours;
  if (said !== undefined)
    return [sentence(said), !/\d ?h|\d:\d/.test(said) && opens].filter(Boolean).join(' ');
  return `🌙 Agora estamos fechados, mas eu continuo por aqui. ${opens ?? ''}`.trim();
}

export const offerMenu = ({ context, agenda }: Situation, text: string): Reply => ({
  text,
  menu: mainMenu(context, agenda !== undefined),
  pointsToMenu: true,
});

/** Said before the answer to a turn that is too long to be read whole. */
export const onlyEndRead: Reply = {
  text: 'Você escreveu bastante de uma vez, e eu li só o final. Se faltou responder alguma coisa, pergunte de novo, por favor.',
};

/** The clinic's own farewell is made for a good day. */
export const sayGoodbye = ({ context: { agent }, isAfterAlarm }: Situation): Reply => ({
  text: isAfterAlarm
    ? 'De nada. Se precisar, escreva por aqui; em uma emergência, ligue para o *SAMU: 192*.'
    : (agent.farewell ?? 'Por nada! Se precisar de algo, é só chamar por aqui. 😊'),
});

export const introduceItself = (situation: Situation): Reply => {
  const { agent, name } = situation.context;
  const self =
    agent.name === undefined ? 'Sou o assistente virtual' : `Sou ${withArticle(agent)}, assistente virtual`;
  return offerMenu(
    situation,
    `${self} ${ofClinic(name)}: um programa que responde por aqui a qualquer hora. Se preferir, chamo uma pessoa da equipe.`,
  );
};

export const sayItInEnglish: Reply = {
  text: 'Hi! I can only answer in Portuguese here. Tap the button below and our team will help you. / Por aqui eu respondo em português; se preferir, chamo a nossa equipe.',
  menu: { button: 'Ver opções', rows: [human] },
};

export const takePraise: Reply = {
  text: 'Que bom saber disso! 💛 A equipe lê a sua mensagem aqui na conversa.',
};

/** Who stands at the door is seen to by people, not by us. */
export const welcome: Reply = {
  text: 'Que bom! Ao chegar, é só avisar na recepção. 😊 Para falar com alguém agora, toque abaixo.',
  menu: teamOnly,
};
