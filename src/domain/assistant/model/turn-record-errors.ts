import { DomainError, errorEntry } from '../../error.ts';

export class TurnRecordNotFound extends DomainError {
  static readonly entry = errorEntry('assistant.turn-record-not-found', 'not-found', {
    message: {
      en: 'No answer of a language model is kept under this id',
      pt: 'Nenhuma resposta de um modelo de linguagem está guardada com este id',
    },
    hint: {
      en: 'List the turn records of the conversation; answers of the guided assistant have none.',
      pt: 'Liste os registros da conversa; respostas do assistente guiado não têm registro.',
    },
    action:
      'Confira o turnId na lista da conversa. Registros somem com o apagamento do paciente e com a retenção.',
  });
  constructor(turnId: string) {
    super(TurnRecordNotFound.entry, { message: `There is no turn record ${turnId}` });
  }
}

export class ModelNotOffered extends DomainError {
  static readonly entry = errorEntry('assistant.model-not-offered', 'conflict', {
    message: {
      en: 'This clinic has no language model that could be asked',
      pt: 'Esta clínica não tem um modelo de linguagem a quem perguntar',
    },
    hint: {
      en: 'Turn the model on for the clinic, or run the turn again without naming one.',
      pt: 'Ligue o modelo para a clínica ou execute de novo sem indicar um modelo.',
    },
    action:
      'Confira LLM_PROVIDER e se a clínica usa o modelo (GET /api/clinics/…/assistant). Sem modelo, a repetição usa só o que foi gravado.',
  });
  constructor() {
    super(ModelNotOffered.entry, { message: 'No language model may be asked for this clinic' });
  }
}
