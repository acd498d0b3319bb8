import type { HealthIssue } from './number-health.ts';

const words: Readonly<Record<HealthIssue, string>> = {
  'token-dead':
    'A Meta não aceita mais o token: nada sai por este número. Gere outro e conecte o número de novo.',
  'token-ends':
    'O token vence em menos de 14 dias. Gere outro na Meta e conecte o número de novo antes disso.',
  'token-ends-soon':
    'O token vence em menos de 3 dias; depois nada sai por este número. Gere outro e conecte o número hoje.',
  'data-access-ends': 'O acesso aos dados termina em menos de 14 dias. Conecte o número de novo antes disso.',
  'data-access-ends-soon': 'O acesso aos dados termina em menos de 3 dias. Conecte o número de novo hoje.',
  'quality-low':
    'A qualidade está vermelha: pacientes bloquearam ou denunciaram mensagens. Envie menos avisos e confira os textos.',
  'limit-lowered':
    'A Meta diminuiu a quantos pacientes novos este número pode escrever por dia. Lembretes podem não sair para todos.',
  'name-declined':
    'A Meta recusou o nome de exibição. Escolha no Gerenciador do WhatsApp um nome ligado à clínica.',
  'sending-blocked':
    'A Meta bloqueou os envios. Veja o motivo no Gerenciador do WhatsApp; muitas vezes falta a forma de pagamento.',
  'sending-limited':
    'A Meta limita os envios. Veja o motivo no Gerenciador do WhatsApp; muitas vezes falta a forma de pagamento.',
  'webhooks-off':
    'A Meta não entrega a ninguém o que os pacientes escrevem a este número. Conecte o número de novo.',
  'status-risky':
    'O número está desconectado ou restrito na Meta. Veja a situação dele no Gerenciador do WhatsApp.',
};

/** For a person of the clinic, with what to do. */
export const healthWords = (issue: HealthIssue): string => words[issue];

/** The same where it does not stand beside its number. */
export const issueWords = (issue: HealthIssue, number: string): string => `Número ${number}: ${words[issue]}`;

const ofInstallation: Readonly<Partial<Record<HealthIssue, string>>> = {
  'token-dead': 'Meta refuses META_ACCESS_TOKEN: nothing is sent from numbers without a token of their own.',
  'token-ends': 'META_ACCESS_TOKEN ends within 14 days: make one that never expires, and restart with it.',
  'token-ends-soon':
    'META_ACCESS_TOKEN ends within 3 days: make one that never expires, and restart with it.',
  'data-access-ends': 'The data access of META_ACCESS_TOKEN ends within 14 days: make a new one.',
  'data-access-ends-soon': 'The data access of META_ACCESS_TOKEN ends within 3 days: make a new one.',
};

/** For whoever runs the installation. */
export const installationTokenWords = (issue: HealthIssue): string => ofInstallation[issue] ?? issue;
