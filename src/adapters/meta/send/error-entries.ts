import { errorEntry, type ErrorClass, type ErrorEntry } from '../../../domain/error.ts';
import type { FailureClass } from '../../../domain/messaging/send-failure.ts';
import { errorTable } from '../../../domain/messaging/sending/error-table.ts';

type Meaning = { readonly class: ErrorClass; readonly retryable: boolean; readonly action: string };

const meanings: Readonly<Record<FailureClass, Meaning>> = {
  transient: {
    class: 'unavailable',
    retryable: true,
    action: 'Nada a fazer: tentamos de novo sozinhos. Se durar, veja metastatus.com.',
  },
  'rate-limited': {
    class: 'too-many',
    retryable: true,
    action: 'Nada a fazer: esperamos e enviamos. Se for frequente, diminua RATE_LIMIT_NUMBER_PER_SECOND.',
  },
  'pair-limited': {
    class: 'too-many',
    retryable: true,
    action: 'Nada a fazer: esperamos antes de escrever de novo a este paciente.',
  },
  final: {
    class: 'invalid',
    retryable: false,
    action: 'A mensagem não será entregue. Veja a conversa e, se preciso, telefone ao paciente.',
  },
  account: {
    class: 'conflict',
    retryable: false,
    action: 'Os envios da clínica pararam: resolva no Gerenciador do WhatsApp (Meta Business).',
  },
  'needs-template': {
    class: 'conflict',
    retryable: false,
    action:
      'Passaram 24 horas da última mensagem do paciente: use um modelo aprovado ou aguarde que ele escreva.',
  },
  'opted-out': {
    class: 'conflict',
    retryable: false,
    action: 'O paciente não quer mais mensagens deste tipo. Respeite: não envie.',
  },
};

/** Where the general advice of the class is not enough. */
const actions: ReadonlyMap<number, string> = new Map([
  [0, 'O token de acesso morreu: gere outro e troque META_ACCESS_TOKEN.'],
  [33, 'O phone_number_id não existe mais: confira o cadastro do número.'],
  [190, 'O token de acesso venceu ou foi revogado: gere outro e troque META_ACCESS_TOKEN.'],
  [368, 'A Meta bloqueou a conta por violação de política: recorra no painel da Meta.'],
  [131021, 'O número da clínica escreveu para si mesmo: confira o cadastro do número.'],
  [131026, 'O número pode não ter WhatsApp ou ter bloqueado a clínica: telefone ao paciente.'],
  [131030, 'Número de teste: inclua o destinatário na lista no painel da Meta.'],
  [131031, 'A conta está bloqueada: veja a Central de Segurança no Meta Business.'],
  [131037, 'O nome de exibição não foi aprovado: ajuste-o no Gerenciador do WhatsApp.'],
  [131042, 'Há um problema de pagamento: regularize no Gerenciador de Negócios.'],
  [131045, 'O número não está registrado: registre-o de novo com o PIN.'],
  [131048, 'Muitos pacientes bloquearam ou denunciaram: reveja o que é enviado e aguarde.'],
  [132001, 'O modelo não existe neste idioma ou não foi aprovado: confira os modelos.'],
  [132015, 'O modelo foi pausado por baixa qualidade: melhore o texto e aguarde.'],
  [133010, 'O número não está registrado na API: registre-o.'],
]);

const codeOf = (first: number, last: number) => (first === last ? `meta.${first}` : `meta.${first}-${last}`);

/** Meta's table as catalogue entries. They show in a message's error, in alerts, and where a call waits for Meta. */
export const metaErrors: readonly ErrorEntry[] = (
  Object.entries(errorTable) as [FailureClass, (typeof errorTable)[FailureClass]][]
).flatMap(([failureClass, rows]) => {
  const { class: errorClass, action, retryable } = meanings[failureClass];
  return rows.map(([first, last, en, pt]) =>
    errorEntry(codeOf(first, last), errorClass, {
      message: { en: `Meta: ${en}`, pt: `Meta: ${pt}` },
      action: actions.get(first) ?? action,
      retryable,
    }),
  );
});
