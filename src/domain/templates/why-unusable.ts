import { unusableBecause, type Template } from './template.ts';

/** Meta does not list it any more, or never did. */
export const whyMissing =
  'O modelo escolhido não existe mais na conta do WhatsApp. Escolha outro ou crie-o de novo.';

const byStatus: Readonly<Record<string, string>> = {
  PENDING:
    'O modelo escolhido ainda está em análise na Meta. Ele passa a ser usado sozinho quando for aprovado.',
  REJECTED:
    'A Meta recusou o modelo escolhido, e ele não é usado. Corrija o texto no Gerenciador do WhatsApp e peça nova análise, ou escolha outro modelo.',
  PAUSED:
    'A Meta pausou o modelo escolhido, porque pacientes o bloquearam ou denunciaram. Reveja o texto e a quem ele é enviado; ele volta a ser usado quando a Meta o liberar.',
  DISABLED: 'A Meta desativou o modelo escolhido de vez. Crie outro, com outro texto, e escolha-o.',
  DELETED: whyMissing,
};
const otherwise = 'O modelo escolhido não está aprovado pela Meta e não é usado. Escolha outro.';
const marketing =
  'A Meta classificou o modelo escolhido como marketing. Ele não é usado para avisos de consulta: ajuste o texto ou escolha outro.';

/** Meta's words for why it refused one (docs/vendors/meta.md#templates). */
const reasons: Readonly<Record<string, string>> = {
  ABUSIVE_CONTENT: 'conteúdo que pode ofender ou ameaçar',
  INCORRECT_CATEGORY: 'a categoria não combina com o texto',
  INVALID_FORMAT: 'as variáveis ou o formato não estão certos',
  PROMOTIONAL: 'o texto parece propaganda',
  SCAM: 'o texto parece golpe',
  TAG_CONTENT_MISMATCH: 'a categoria ou o idioma não combina com o texto',
};

/** Why a chosen template is not used, and what to do, for the team; `undefined` when it is. */
export function whyUnusable(template: Pick<Template, 'status' | 'category' | 'reason'>): string | undefined {
  const why = unusableBecause(template);
  if (why === undefined) return undefined;
  if (why === 'not-utility') return marketing;
  const { status, reason } = template;
  const words = byStatus[status] ?? otherwise;
  return reason === undefined ? words : `${words} Motivo: ${reasons[reason] ?? reason}.`;
}
