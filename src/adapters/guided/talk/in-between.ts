import { remindOfAgenda } from '../booking/reminders.ts';
import { ofClinic, duration } from '../../../domain/language/phrasing.ts';
import { wordsOf } from '../../../domain/language/normalise-text.ts';
import { phraseFinder } from '../../../domain/language/phrase.ts';
import { teamGoesOn } from '../../../domain/patient-messages/team-goes-on.ts';
import type { Reply, Situation } from '../reply.ts';
import type { Speaker } from './speaker.ts';

const asksDuration = phraseFinder([
  'quanto/quantos/quantas [tempo/minutos/horas] [e/que] [dura/demora/leva/dura/duram/demoram/tempo] [a/o/uma/cada] [consulta/exame/sessao/procedimento/SERVICE] dura/demora/leva/duram/demoram/$',
  'quanto/quantos tempo/minutos/horas',
  'quanto dura/duram/demora/demoram/leva',
  'qual [e] [a] duracao',
  'e/demora demorado/demorada/muito/rapido/rapidinho $',
]);

/** "Quanto tempo demora?", of what is named or under way; what was being booked goes on. */
export const tellDuration: Speaker = ({ marked, mentions, topics }, situation) => {
  const { dialogue, context } = situation;
  if (topics.size > 0 || !asksDuration(wordsOf(marked))) return undefined;
  const id = mentions.services[0]?.id ?? dialogue.request?.serviceId ?? dialogue.lastServiceId;
  const service = context.services.find((each) => each.id === id);
  if (service?.durationMinutes === undefined) return undefined;
  const reminder = dialogue.request && remindOfAgenda(situation);
  const text = `*${service.name}* dura cerca de ${duration(service.durationMinutes)}.`;
  return {
    replies: [{ text, serviceId: service.id }, ...(reminder ? [reminder] : [])],
    request: dialogue.request,
  };
};

const isWrongNumber = phraseFinder([
  'numero/contato/conversa/telefone/pessoa/chat/lugar errado/errada',
  'mandei/enviei/foi [mensagem] [por/sem] errado/engano/querer $',
  'desculpa/desculpe/foi [foi] engano',
  '^ [oi/ola/boa/bom] [noite/tarde/dia] [ai] e da/do/de pizzaria/mercado/farmacia/oficina/loja/restaurante/padaria/academia/escola/salao/banco',
]);

/** Nobody of ours: told who this is, and left in peace. */
export const takeWrongNumber: Speaker = ({ normal }, { context }) =>
  isWrongNumber(wordsOf(normal)) ? { replies: [tellWhoWeAre(context)] } : undefined;

const tellWhoWeAre = ({ name }: Situation['context']): Reply => ({
  text: `Sem problema! 😊 Aqui é o WhatsApp ${ofClinic(name)}.`,
});

const asksWhose = phraseFinder([
  '^ [oi/ola/alo/bom/boa] [dia/tarde/noite] [esse/este] [numero/telefone/contato/whatsapp/celular] [aqui] e [o/a] [numero/telefone/whatsapp] da/do/de [o/a] _',
  '^ [oi/ola/alo/bom/boa] [dia/tarde/noite] quem e/fala',
  '^ [oi/ola/alo/bom/boa] [dia/tarde/noite] =mae/=pai/=vo/=tia/=tio',
]);

/** Nothing of it is ours, and it asks whose number this is, or calls somebody. */
export const tellWhose: Speaker = ({ normal, topics, mentions }, { context, dialogue }) => {
  const named = mentions.services.length + mentions.professionals.length + mentions.insurances.length;
  if (topics.size + named > 0 || dialogue.request !== undefined) return undefined;
  return asksWhose(wordsOf(normal)) ? { replies: [tellWhoWeAre(context)] } : undefined;
};

const asksForOwnData = phraseFinder([
  'lgpd',
  'apagar/apague/apaguem/excluir/exclua/excluam/deletar/delete/remover/removam/eliminar [os/todos/todas/as] [os/as] [meus/minhas] dados/informacoes/historico/cadastro',
  'apagar/apague/apaguem/excluir/exclua/excluam meu/minha/meus cadastro/conta/dados/conversa',
  'quais/que/copia/acesso/acessar/corrigir [dos/aos/de/os/sao/a] [meus] dados [pessoais/meus] [voces/tem/que/$]',
  'dados meus/pessoais',
  'politica de privacidade',
  'meus dados … seguros/vazaram/compartilham/compartilhado/terceiros',
  'revogar/retirar [o/meu] consentimento',
]);

/** A right that the law gives: people answer it, and within its time. */
export const takeDataRequest: Speaker = ({ normal }, situation) => {
  if (!asksForOwnData(wordsOf(normal))) return undefined;
  const text = `Recebi o seu pedido sobre os seus dados pessoais (LGPD) e passei para a nossa equipe, que responde por aqui. ${teamGoesOn(situation)}`;
  const summary = 'O paciente fez um pedido sobre os próprios dados pessoais (LGPD).';
  return { replies: [{ text, handover: { reason: 'asked-for-human', summary } }] };
};
