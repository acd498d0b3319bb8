import type { AlertWords } from './alert-place.ts';

const calendarTold = 'Enquanto isso não oferecemos horários que dependem dela.';

/** What concerns Google, calendars and visits. */
export const calendarAlertWords = {
  'google-reconnect-required': {
    title: 'O Google precisa ser conectado de novo',
    action: 'Enquanto isso não oferecemos horários. Conecte a conta outra vez.',
    place: 'google',
  },
  'google-renewal-failing': {
    title: 'O acesso ao Google não está sendo renovado',
    action: 'Tentamos de novo sozinhos. Se não voltar em algumas horas, conecte outra vez.',
    place: 'google',
  },
  'google-access-ends': {
    title: 'O acesso ao Google vai terminar',
    action: 'Conecte a conta de novo antes disso.',
    place: 'google',
  },
  'google-disconnected': {
    title: 'O Google está desconectado',
    action: 'Sem ele não oferecemos horários. Conecte quando quiser.',
    place: 'google',
  },
  'google-revocation-failed': {
    title: 'O Google não confirmou a saída',
    action: 'Remova o acesso em myaccount.google.com/permissions.',
    place: 'google',
  },
  'google-calendars-unreachable': {
    title: 'A conta do Google não vê mais as agendas',
    action: 'Compartilhe as agendas com a conta conectada, ou escolha outras.',
    place: 'google',
  },
  'google-client-refused': {
    title: 'O Google recusou o nosso sistema',
    action: 'É com o operador da plataforma. Nada se perde; os horários voltam depois.',
    place: 'nowhere',
  },
  'google-request-refused': {
    title: 'O Google recusou um pedido nosso',
    action: 'É com o operador da plataforma.',
    place: 'nowhere',
  },
  'google-misconfigured': {
    title: 'A ligação com o Google está mal configurada',
    action: 'É com o operador da plataforma.',
    place: 'nowhere',
  },
  'encryption-key-missing': {
    title: 'Falta uma chave do sistema',
    action: 'É com o operador da plataforma.',
    place: 'nowhere',
  },
  'calendar-access': {
    title: 'Falta acesso a uma agenda',
    action: `${calendarTold} Compartilhe a agenda com a conta conectada.`,
    place: 'google',
  },
  'calendar-unreadable': {
    title: 'Não consigo ler uma agenda',
    action: `${calendarTold} Confira se ela ainda existe e está compartilhada.`,
    place: 'google',
  },
  'calendar-not-writable': {
    title: 'Não posso escrever em uma agenda',
    action: `${calendarTold} Dê permissão de alterar eventos à conta conectada.`,
    place: 'google',
  },
  'calendar-writes-paused': {
    title: 'Uma agenda chegou ao limite do Google',
    action: 'Os agendamentos entram nela daqui a algumas horas, sozinhos.',
    place: 'google',
  },
  'calendar-unassigned': {
    title: 'Uma agenda não é de ninguém',
    action: 'Diga de qual profissional ela é.',
    place: 'google',
  },
  'calendar-left-visits': {
    title: 'Há horários numa agenda em que não se marca mais',
    action: 'Passe os eventos para a agenda certa, ou volte a marcar na anterior.',
    place: 'google',
  },
  'calendar-shows-erased': {
    title: 'O Google ainda mostra um paciente que foi apagado',
    action:
      'Há eventos com o nome ou o telefone dele. Tentamos de novo sozinhos; conecte o Google se estiver desconectado, ou apague o texto lá.',
    place: 'google',
  },
  'booking-failed': {
    title: 'Um agendamento não entrou na agenda',
    action: 'Veja na agenda e combine outro horário com o paciente.',
    place: 'agenda',
  },
  'calendar-conflict': {
    title: 'Duas consultas no mesmo horário',
    action: 'Uma consulta foi movida no Google para um horário ocupado. Veja a agenda e escolha qual fica.',
    place: 'agenda',
  },
  'visit-outside-hours': {
    title: 'Consulta fora do horário',
    action: 'Uma consulta foi movida no Google para fora do atendimento. Veja se está certo.',
    place: 'agenda',
  },
  'visit-deleted-in-calendar': {
    title: 'Uma consulta foi apagada no Google',
    action: 'Diga se a consulta foi cancelada. Até lá o paciente continua sendo esperado.',
    place: 'agenda',
  },
  'event-left-behind': {
    title: 'Um evento ficou no Google',
    action: 'Apague o evento na agenda do Google.',
    place: 'agenda',
  },
} as const satisfies Readonly<Record<string, AlertWords>>;
