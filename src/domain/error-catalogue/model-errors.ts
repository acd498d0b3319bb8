import type { ErrorEntry } from './entry.ts';

/** The language model. Whatever happens to it, the guided assistant answers: a patient never sees one of these. */
export const modelErrors: readonly ErrorEntry[] = [
  {
    code: 'model.timeout',
    class: 'unavailable',
    message: 'The model did not answer in time',
    action: 'Nada a fazer: o assistente guiado respondeu. Se for frequente, veja LLM_BASE_URL e o provedor.',
    retryable: true,
  },
  {
    code: 'model.unavailable',
    class: 'unavailable',
    message: 'The model or the way to it is down',
    action: 'Veja a página de status do provedor. O assistente guiado responde enquanto isso.',
    retryable: true,
  },
  {
    code: 'model.rate-limited',
    class: 'too-many',
    message: 'The provider of the model limits our calls',
    action: 'Peça um limite maior ao provedor ou diminua o uso.',
    retryable: true,
  },
  {
    code: 'model.quota-exhausted',
    class: 'conflict',
    message: 'The account at the provider has no credit left',
    action: 'Coloque crédito ou aumente o teto de gastos na conta do provedor.',
    retryable: false,
  },
  {
    code: 'model.key-refused',
    class: 'conflict',
    message: 'The provider refuses our key',
    action: 'Troque LLM_API_KEY e reinicie.',
    retryable: false,
  },
  {
    code: 'model.unknown-model',
    class: 'conflict',
    message: 'The provider has no such model',
    action: 'Corrija LLM_MODEL.',
    retryable: false,
  },
  {
    code: 'model.context-too-long',
    class: 'too-large',
    message: 'Context and conversation are longer than the model can read',
    action: 'Encurte o contexto da clínica ou escolha um modelo com janela maior.',
    retryable: false,
  },
  {
    code: 'model.answer-unusable',
    class: 'internal',
    message: 'The model answered something that cannot be used',
    action: 'Nada a fazer: o assistente guiado respondeu. Guarde o requestId se for frequente.',
    retryable: true,
  },
  {
    code: 'model.content-filtered',
    class: 'invalid',
    message: 'The provider refused to answer because of its content rules',
    action: 'Veja a conversa: pode ser assunto médico sensível, e uma pessoa deve responder.',
    retryable: false,
  },
];
