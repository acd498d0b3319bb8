import type { OnboardingFinding, OnboardingProblem } from './onboarding.ts';

/** What to do, for a person of the clinic. `{…}` is what Meta said. */
const problems: Readonly<Record<OnboardingProblem, string>> = {
  'token-invalid': 'A Meta não aceita este token. Gere outro para o usuário do sistema e cole-o inteiro.',
  'account-hidden':
    'Com este token não dá para ver a conta do WhatsApp {detail}. Confira o ID da conta, dê ao usuário do sistema acesso a ela e marque a permissão whatsapp_business_management ao gerar o token.',
  'number-not-in-account':
    'Este número não está nesta conta do WhatsApp. Confira o ID do número e o ID da conta no Gerenciador do WhatsApp.',
  'number-elsewhere':
    'Este número já está em outra clínica desta plataforma. Fale com quem opera a plataforma.',
  'number-unverified':
    'A Meta ainda não confirmou o número por SMS ou ligação. Confirme-o no Gerenciador do WhatsApp e tente de novo.',
  'number-malformed': 'A Meta informou um número que não dá para ler. Confira-o no Gerenciador do WhatsApp.',
  'pin-wrong':
    'O PIN da confirmação em duas etapas não é o deste número. Use o PIN atual ou redefina-o no Gerenciador do WhatsApp.',
  'pin-needed': 'O número já tem um PIN de confirmação em duas etapas. Informe os seis dígitos.',
  'registered-too-often':
    'A Meta bloqueou novos registros deste número por até 72 horas, porque houve tentativas demais. Tente de novo depois.',
  refused: 'A Meta recusou o pedido (código {detail}).',
  unreachable: 'A Meta não respondeu depois de várias tentativas. Tente de novo mais tarde.',
  unreadable: 'As chaves da plataforma mudaram durante a conexão. Comece de novo.',
  replaced: 'Uma conexão mais nova deste número tomou o lugar desta.',
  'not-chosen': 'O número não foi escolhido em uma hora. Comece de novo.',
};

const findings: Readonly<Record<OnboardingFinding['code'], string>> = {
  'scope-missing': 'Falta ao token a permissão {detail}: sem ela não dá para enviar mensagens.',
  'token-ends': 'Este token vence em {detail}.',
  'data-access-ends': 'O acesso aos dados termina em {detail}.',
  'templates-hidden': 'Com este token não dá para ver os modelos de mensagem.',
  'history-declined': 'As conversas antigas do aplicativo não vieram (código {detail}). O resto funciona.',
};

const date = new Intl.DateTimeFormat('pt-BR', { dateStyle: 'short', timeZone: 'America/Sao_Paulo' });
const shown = (detail = ''): string =>
  /^\d{4}-\d\d-\d\dT/.test(detail) ? date.format(new Date(detail)) : detail;

const fill = (words: string, detail: string | undefined): string =>
  words.replace('{detail}', shown(detail)).replace(' (código )', '').replace('  ', ' ');

export const problemWords = (problem: OnboardingProblem, detail?: string): string =>
  fill(problems[problem], detail);

export const findingWords = ({ code, detail }: OnboardingFinding): string => fill(findings[code], detail);
