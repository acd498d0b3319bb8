import type { AuditEntry, ClinicMember } from '../../../../client/atende-client.ts';
import { ownOf } from '../../words/own-of.ts';

export const actions: Readonly<Record<string, string>> = {
  'alerts.replace-secret': 'trocou o segredo do webhook de avisos',
  'alerts.set': 'mudou para onde vão os avisos',
  'alerts.test': 'enviou um teste dos avisos',
  'api-key.create': 'criou uma chave',
  'api-key.revoke': 'encerrou uma chave',
  'appointment.book': 'marcou um horário',
  'appointment.cancel': 'cancelou um horário',
  'appointment.keep': 'manteve um horário',
  'appointment.reschedule': 'remarcou um horário',
  'calendars.associate': 'escolheu as agendas',
  'clinic.change': 'mudou a clínica',
  'clinic.choose-assistant': 'escolheu a assistente',
  'clinic.register': 'registrou a clínica',
  'contact.open': 'abriu uma conversa nova',
  'context.restore': 'voltou a uma versão do contexto',
  'context.save': 'salvou o contexto',
  'conversation.note': 'escreveu uma nota sobre um paciente',
  'conversation.delete-note': 'apagou uma nota sobre um paciente',
  'conversation.read': 'leu uma conversa',
  'conversation.reply': 'respondeu a um paciente',
  'conversation.send-location': 'enviou um lugar a um paciente',
  'conversation.send-contacts': 'enviou contatos a um paciente',
  'conversation.upload-file': 'carregou um arquivo para um paciente',
  'conversation.send-file': 'enviou um arquivo a um paciente',
  'conversation.send-template': 'enviou um modelo a um paciente',
  'conversation.ask-for-phone': 'pediu o telefone a um paciente',
  'conversation.react': 'reagiu a uma mensagem',
  'conversation.return': 'devolveu uma conversa',
  'conversation.assign': 'mudou quem cuida de uma conversa',
  'conversation.take-over': 'assumiu uma conversa',
  'google.connect': 'conectou o Google',
  'google.consent-begun': 'foi ao Google conectar',
  'google.disconnect': 'desconectou o Google',
  'member.invite': 'convidou uma pessoa',
  'member.put': 'mudou o papel de uma pessoa',
  'member.remove': 'removeu uma pessoa',
  'member.uninvite': 'cancelou um convite',
  'parked-items.replay': 'processou de novo o que estava parado',
  'patient.erase': 'apagou um paciente',
  'patient.export': 'exportou os dados de um paciente',
  'push.subscribe': 'ligou os avisos em um navegador',
  'push.unsubscribe': 'desligou os avisos em um navegador',
  'quick-answer.put': 'escreveu uma resposta rápida',
  'quick-answer.remove': 'apagou uma resposta rápida',
  'retention.set': 'mudou por quanto tempo guardar',
  'session.end': 'encerrou uma sessão',
  'template.end-use': 'parou de usar um modelo',
  'template.use': 'escolheu um modelo',
  'templates.propose': 'criou os modelos sugeridos',
  'templates.refresh': 'leu os modelos da Meta',
  'whatsapp-health.refresh': 'consultou o estado do número na Meta',
  'whatsapp-number.signup': 'conectou um número pela Meta',
  'whatsapp-number.change': 'mudou um número',
  'whatsapp-number.register': 'registrou um número',
  'whatsapp-number.choose': 'escolheu um número da conta da Meta',
  'whatsapp-number.onboard': 'conectou um número com um token',
  'whatsapp-secret.revoke': 'retirou um segredo de um número',
  'whatsapp-secret.set': 'trocou um segredo de um número',
  'whatsapp-secret.use-installation': 'voltou um número ao segredo da instalação',
};

/** Where acts belong, by how their names begin. */
const areas: readonly (readonly [string, RegExp])[] = [
  ['Conversas', /^(?:conversation|contact|quick-answer)\./],
  ['Agenda', /^appointment\./],
  ['Pacientes e privacidade', /^(?:patient|retention)\./],
  ['Equipe e acesso', /^(?:member|session|api-key|push)\./],
  ['Google', /^(?:google|calendars)\./],
  ['WhatsApp e modelos', /^(?:whatsapp|template)/],
  ['Clínica', /^/],
];

/** All acts that have words, in the order of these, below where they belong. */
export const actsByArea = (): readonly {
  readonly area: string;
  readonly acts: readonly (readonly [action: string, words: string])[];
}[] => {
  const areaOf = (action: string) => areas.find(([, names]) => names.test(action))?.[0];
  return areas.map(([area]) => ({
    area,
    acts: Object.entries(actions)
      .filter(([action]) => areaOf(action) === area)
      .sort(([, one], [, other]) => one.localeCompare(other, 'pt-BR')),
  }));
};

/** Of an act that is newer than this page, its own name. */
export const actionWords = (action: string): string => ownOf(actions, action) ?? action;

/** `user:…` by the name that the team knows, `key:…`, `local:…`; `undefined` of a person who is no member. */
export function actorName(actor: string, members: readonly ClinicMember[]): string | undefined {
  const [kind = '', id] = actor.split(/:(.*)/s);
  const member = kind === 'user' ? members.find(({ userId }) => userId === id) : undefined;
  if (member !== undefined) return member.displayName ?? member.email ?? 'Alguém da equipe';
  switch (kind) {
    case 'user':
      return undefined;
    case 'key':
      return 'Outro programa (chave)';
    case 'local':
      return 'Operador deste computador';
    default:
      return 'O sistema';
  }
}

export const actorWords = (actor: string, members: readonly ClinicMember[]): string =>
  actorName(actor, members) ?? 'Pessoa fora da equipe';

export const outcomeOf = ({ outcome }: Pick<AuditEntry, 'outcome'>): string => {
  switch (outcome) {
    case 'done':
      return 'feito';
    case 'refused':
      return 'recusado';
    case 'failed':
      return 'falhou';
    case undefined:
      return 'sem resposta';
  }
};
