import { anyOf, phraseFinder } from '../language/phrase.ts';
import { normalised, wordsOf } from '../language/normalise-text.ts';
import { paragraphs } from '../language/phrasing.ts';
import type { OutboundContent } from '../messaging/message.ts';
import { fitToWhatsApp } from '../messaging/whatsapp-limits.ts';
import { teamGoesOn } from '../patient-messages/team-goes-on.ts';
import type { Handover } from './handover.ts';

// Whoever does not want an automatic assistant is answered by people (CFM, Resolução 2.454/2026).

const machine = anyOf(
  '=robo =robos robozinho robot =bot =chatbot maquina maquinas =ia automatico automatica automatizado automatizada',
  'inteligencia computador assistente gravacao virtual',
);

const refusesMachine = phraseFinder([
  `nao/num/nem/nunca quero/queria/gosto/gostaria/aceito/suporto/aguento/pretendo/autorizo/desejo [mais] [de/que] [mais] [falar/conversar/ser/tratar/mexer/receber/responder/perder/fazer] [tempo/atendido/atendida/atendimento/mensagem/mensagens/nada] [com/por/de/nada] [com] [um/uma/esse/este/essa/o/a/esta/nenhum/resposta/respostas] ${machine}`,
  `nao/num vou/falo/converso/trato/respondo [mais] [falar/conversar] [com/a/para] [um/uma/esse/este/o/a] ${machine}`,
  `odeio/detesto [falar/conversar] [com] [um/esse/este/o] ${machine}`,
  `chega/cansei/cansada/cansado/farta/farto de [falar/conversar] [com] [um/esse/este] ${machine}`,
  'sem/tira/tirem/desliga/desliguem/desativa/desativem/para/parem/bloqueia [o/com/esse/este] [o/esse] =robo/=bot/=chatbot',
  'sem/tira/tirem/desliga/desliguem/desativa/desativem/para/parem/bloqueia [o/com/esse/este] [o/esse] atendimento automatico',
  '^ [=esse] =robo nao $',
  `quero/so/somente/apenas [falar/conversar/atendimento] … pessoa/pessoas/humano/gente … nao/nunca/sem [com/por] [um] ${machine}`,
]);

const wantsMachine = phraseFinder([
  `pode/podem/deixa/aceito/quero/volta/voltar/prefiro/liga/ativa/chama [ser/falar/responder/conversar/continuar/usar] [com/por/para/pelo] [o/a/um/esse] ${machine}`,
  '^ assistente [virtual/automatico] $',
  `nao me importo/incomodo [de/em] [falar/conversar] [com/o] [um] ${machine}`,
]);

/** Whom the patient wants to be answered by from now on, if that is said. */
export function wishForPeople(texts: readonly string[]): 'people' | 'assistant' | undefined {
  const said = texts
    .flatMap((text) => text.slice(-longest).split(/[.!?;\n]+/))
    .map((part) => wordsOf(normalised(part)));
  if (said.some(refusesMachine)) return 'people';
  return said.some(wantsMachine) ? 'assistant' : undefined;
}

/** Characters of a message that are read: its end. */
const longest = 2_000;

export const peopleOnlyHandover: Handover = {
  reason: 'asked-for-human',
  summary: 'O paciente não quer falar com o assistente automático: só pessoas respondem a ele.',
};

type OpeningState = Parameters<typeof teamGoesOn>[0];

export const takePeopleOnly = (opening: OpeningState): readonly OutboundContent[] =>
  fitToWhatsApp({
    type: 'text',
    body: paragraphs(
      `Certo, daqui em diante só pessoas da nossa equipe respondem a você. 🙋 ${teamGoesOn(opening)}`,
      'Se quiser o assistente automático de volta, escreva *assistente*.',
    ),
  });

/** Said to somebody who is answered by people only, when nobody is there. */
export const leaveToPeople = (opening: OpeningState): readonly OutboundContent[] =>
  fitToWhatsApp({
    type: 'text',
    body: `Passei a sua mensagem para a nossa equipe. ${teamGoesOn(opening)} Para falar com o assistente automático, escreva *assistente*.`,
  });
