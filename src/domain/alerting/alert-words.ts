import type { AlertKind } from './alert-kinds.ts';
import type { AlertWords } from './alert-place.ts';
import { calendarAlertWords } from './calendar-alert-words.ts';

const alertWords: Readonly<Record<AlertKind, AlertWords>> = {
  ...calendarAlertWords,
  'number-unknown': {
    title: 'Chegaram mensagens para um número que nenhuma clínica tem',
    action: 'Cadastre o número na clínica certa, ou tire-o da conta na Meta. As mensagens esperam por isso.',
    place: 'whatsapp',
  },
  'items-parked': {
    title: 'Há mensagens de pacientes fora das conversas',
    action:
      'O número ou a clínica está desativado, ou uma mensagem não pôde ser guardada. Fale com o suporte.',
    place: 'whatsapp',
  },
  'sends-stopped': {
    title: 'Um número da clínica está parado no WhatsApp',
    action:
      'Nada sai por ele; os outros números continuam. Veja no painel da Meta se a conta ou o acesso foi suspenso.',
    place: 'whatsapp',
  },
  'whatsapp-account': {
    title: 'A Meta avisou algo sobre a conta ou o número',
    action: 'Leia o aviso e siga o que ele pede; o que ainda funciona continua saindo.',
    place: 'whatsapp',
  },
  'number-health': {
    title: 'A Meta mostra um problema em um número da clínica',
    action: 'Veja em WhatsApp qual é e o que fazer; o que ainda funciona continua saindo.',
    place: 'whatsapp',
  },
  'whatsapp-token-ends': {
    title: 'O acesso de um número ao WhatsApp venceu ou está para vencer',
    action: 'Gere outro token na Meta e conecte o número de novo. Sem acesso, nada sai por ele.',
    place: 'whatsapp',
  },
  'webhook-foreign': {
    title: 'A Meta assina com um aplicativo que não é o deste número',
    action: 'Nada disso foi aceito. Confira na Meta qual aplicativo está inscrito e o app secret salvo aqui.',
    place: 'whatsapp',
  },
  handover: {
    title: 'Uma conversa precisa de você',
    action: 'Abra a conversa e responda, ou devolva à assistente.',
    place: 'conversation',
  },
  emergency: {
    title: 'Um paciente falou de uma emergência',
    action: 'Ele já recebeu os telefones de emergência. Abra a conversa agora e, se puder, ligue.',
    place: 'conversation',
  },
  'message-changed': {
    title: 'O paciente mudou o que já tinha sido respondido',
    action: 'Abra a conversa e veja se a resposta ainda serve.',
    place: 'conversation',
  },
  'turn-failed': {
    title: 'A assistente não conseguiu responder',
    action: 'Abra a conversa e responda ao paciente.',
    place: 'conversation',
  },
  'needs-template': {
    title: 'Um paciente ainda não foi avisado ou respondido, e o prazo de 24 horas acabou',
    action: 'O aviso sai quando ele escrever, ou como modelo aprovado. Se for urgente, ligue.',
    place: 'conversation',
  },
  'template-unusable': {
    title: 'Um modelo de mensagem em uso não pode ser enviado',
    action: 'Veja no WhatsApp Manager por que a Meta o recusou ou pausou, ou escolha outro modelo.',
    place: 'whatsapp',
  },
  'send-failed': {
    title: 'Um paciente não recebeu a última mensagem',
    action: 'Abra a conversa e veja por quê. Se for urgente, ligue.',
    place: 'conversation',
  },
  'send-unconfirmed': {
    title: 'Não sabemos se uma mensagem chegou',
    action: 'Ela conta como enviada. Abra a conversa e veja se chegou antes de repetir.',
    place: 'conversation',
  },
  'model-refused': {
    title: 'O provedor da inteligência artificial recusou',
    action:
      'A assistente segue no modo guiado. Quem administra o sistema precisa ver chave, crédito ou modelo.',
    place: 'nowhere',
  },
  'model-budget': {
    title: 'O limite diário da inteligência artificial está no fim',
    action: 'Ao acabar, a assistente segue no modo guiado até amanhã. Um limite maior pode ser definido.',
    place: 'nowhere',
  },
  'media-unavailable': {
    title: 'Um arquivo do paciente não chegou',
    action: 'Não consegui baixar do WhatsApp. Abra a conversa e peça que envie de novo.',
    place: 'conversation',
  },
  'alerts-undelivered': {
    title: 'Um destino dos avisos não recebe nada',
    action: 'Confira o endereço do webhook ou o e-mail, e envie um teste.',
    place: 'alert-settings',
  },
};

/** Also of a kind that a newer version beside this one has written. */
export const wordsOfAlert = (kind: string): AlertWords =>
  (Object.hasOwn(alertWords, kind) ? alertWords[kind as AlertKind] : undefined) ?? {
    title: 'Algo precisa de atenção',
    action: 'Abra o console para saber mais.',
    place: 'nowhere',
  };
