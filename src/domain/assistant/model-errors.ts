import { errorEntry, type ErrorEntry } from '../error.ts';

/** The language model. Whatever happens to it, the guided assistant answers: a patient never sees one of these. */
export const modelErrors: readonly ErrorEntry[] = [
  errorEntry('model.timeout', 'unavailable', {
    message: { en: 'The model did not answer in time', pt: 'O modelo não respondeu a tempo' },
    action: 'Nada a fazer: o assistente guiado respondeu. Se for frequente, veja LLM_BASE_URL e o provedor.',
    retryable: true,
  }),
  errorEntry('model.unavailable', 'unavailable', {
    message: {
      en: 'The model or the way to it is down',
      pt: 'O modelo, ou o caminho até ele, está fora do ar',
    },
    action: 'Veja a página de status do provedor. O assistente guiado responde enquanto isso.',
    retryable: true,
  }),
  errorEntry('model.rate-limited', 'too-many', {
    message: {
      en: 'The provider of the model limits our calls',
      pt: 'O provedor do modelo limitou nossas chamadas',
    },
    action: 'Peça um limite maior ao provedor ou diminua o uso.',
    retryable: true,
  }),
  errorEntry('model.quota-exhausted', 'conflict', {
    message: {
      en: 'The account at the provider has no credit left',
      pt: 'A conta no provedor do modelo está sem crédito',
    },
    action: 'Coloque crédito ou aumente o teto de gastos na conta do provedor.',
  }),
  errorEntry('model.key-refused', 'conflict', {
    message: { en: 'The provider refuses our key', pt: 'O provedor do modelo recusou nossa chave' },
    action: 'Troque LLM_API_KEY e reinicie.',
  }),
  errorEntry('model.unknown-model', 'conflict', {
    message: { en: 'The provider has no such model', pt: 'O provedor não tem este modelo' },
    action: 'Corrija LLM_MODEL.',
  }),
  errorEntry('model.context-too-long', 'too-large', {
    message: {
      en: 'Context and conversation are longer than the model can read',
      pt: 'O contexto e a conversa são longos demais para o modelo',
    },
    action: 'Encurte o contexto da clínica ou escolha um modelo com janela maior.',
  }),
  errorEntry('model.answer-unusable', 'internal', {
    message: {
      en: 'The model answered something that cannot be used',
      pt: 'O modelo respondeu algo que não pode ser usado',
    },
    action: 'Nada a fazer: o assistente guiado respondeu. Guarde o requestId se for frequente.',
    retryable: true,
  }),
  errorEntry('model.content-filtered', 'invalid', {
    message: {
      en: 'The provider refused to answer because of its content rules',
      pt: 'O provedor recusou responder por suas regras de conteúdo',
    },
    action: 'Veja a conversa: pode ser assunto médico sensível, e uma pessoa deve responder.',
  }),
];
