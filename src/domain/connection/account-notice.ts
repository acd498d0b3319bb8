/**
 * What Meta tells a clinic about its account or number: the words of the alert, with what to do, and whether it stops or
 * restarts the sends. Everything that Meta may go on refusing message by message stops nothing by itself: what still works
 * must go out (docs/vendors/meta.md#account-events).
 */
export type AccountEffect = 'stop-sending' | 'resume-sending' | 'notice';

type Notice = { readonly effect: AccountEffect; readonly words: string };

const notices = {
  'restricted-adding-numbers': {
    effect: 'notice',
    words:
      'A Meta não deixa cadastrar novos números nesta conta por enquanto. As mensagens continuam saindo. ' +
      'Veja o motivo e o prazo no Gerenciador do WhatsApp, em Qualidade da conta.',
  },
  'restricted-first-messages': {
    effect: 'notice',
    words:
      'A Meta bloqueou por um tempo as mensagens que a clínica inicia, como lembretes por modelo. Respostas a quem ' +
      'escreveu continuam saindo. Avise por telefone quem precisar e veja o prazo em Qualidade da conta.',
  },
  'restricted-replies': {
    effect: 'stop-sending',
    words:
      'A Meta bloqueou também as respostas aos pacientes. Nenhuma mensagem sai. Peça a revisão em Qualidade da conta, ' +
      'no Gerenciador do WhatsApp, e atenda por telefone até lá.',
  },
  'restricted-utility-templates': {
    effect: 'notice',
    words:
      'A Meta não aceita novos modelos de utilidade por enquanto e cobra os atuais como marketing. Reveja os textos dos ' +
      'modelos: eles não podem ter ofertas.',
  },
  'restricted-otherwise': {
    effect: 'notice',
    words:
      'A Meta restringiu algo nesta conta. O que ainda funciona continua saindo. Veja o que foi restrito em Qualidade da ' +
      'conta, no Gerenciador do WhatsApp.',
  },
  violation: {
    effect: 'notice',
    words:
      'A Meta diz que a conta descumpriu uma política do WhatsApp. Veja qual em Qualidade da conta e corrija logo: a ' +
      'repetição leva a bloqueios.',
  },
  'ban-announced': {
    effect: 'notice',
    words:
      'A Meta avisou que vai desativar esta conta. Peça a revisão agora em Qualidade da conta, no Gerenciador do WhatsApp, ' +
      'e avise os pacientes de outro canal.',
  },
  'quality-low': {
    effect: 'notice',
    words:
      'A qualidade do número caiu: pacientes bloquearam ou denunciaram mensagens. Envie menos avisos, só a quem espera por ' +
      'eles, e confira os textos dos modelos.',
  },
  'limit-lowered': {
    effect: 'notice',
    words:
      'A Meta diminuiu a quantos pacientes novos o número pode escrever por dia. Lembretes podem não sair para todos: ' +
      'ligue para quem tem consulta mais cedo.',
  },
  'name-rejected': {
    effect: 'notice',
    words:
      'A Meta recusou o nome de exibição do número. Escolha no Gerenciador do WhatsApp um nome que mostre a ligação com a ' +
      'clínica.',
  },
} as const satisfies Readonly<Record<string, Notice>>;

export type AccountNotice = keyof typeof notices;

export const noticeOf = (notice: AccountNotice): Notice => notices[notice];

/** The gravest first: what patients notice at once, then what the clinic begins, then what may be added. */
const restrictions: readonly (readonly [type: string, notice: AccountNotice])[] = [
  ['RESTRICTED_CUSTOMER_INITIATED_MESSAGING', 'restricted-replies'],
  ['RESTRICTED_BIZ_INITIATED_MESSAGING', 'restricted-first-messages'],
  ['RESTRICTED_UTILITY_TEMPLATES', 'restricted-utility-templates'],
  ['RESTRICTED_ADD_PHONE_NUMBER_ACTION', 'restricted-adding-numbers'],
];

/** The gravest of several restrictions; one that we do not know stops nothing, and is told where no other is. */
export function noticeOfRestrictions(types: readonly string[]): AccountNotice | undefined {
  const [, known] = restrictions.find(([type]) => types.includes(type)) ?? [];
  return known ?? (types.length > 0 ? 'restricted-otherwise' : undefined);
}
