import { DomainError, errorEntry } from '../error.ts';

export class TemplateNotFound extends DomainError {
  static readonly entry = errorEntry('template.not-found', 'not-found', {
    message: {
      en: 'The clinic’s numbers have no such template',
      pt: 'Os números da clínica não têm este modelo',
    },
    hint: {
      en: 'Look at the templates again (refresh); name and language together name one.',
      pt: 'Atualize a lista de modelos; o nome e o idioma juntos identificam um.',
    },
  });
  constructor(name: string, language: string) {
    super(TemplateNotFound.entry, { message: `There is no template ${name} in ${language}` });
  }
}

export class TemplateUnfit extends DomainError {
  static readonly entry = errorEntry('template.unfit', 'invalid', {
    message: {
      en: 'The template cannot be used like this',
      pt: 'O modelo não pode ser usado assim',
    },
    hint: {
      en: 'Every variable needs a value that the purpose knows, every quick reply what it does.',
      pt: 'Cada variável precisa de um valor que a finalidade conhece, e cada botão do que ele faz.',
    },
  });
  constructor(why: string) {
    super(TemplateUnfit.entry, {
      message: `The template cannot be used like this: ${why}`,
      details: { why },
    });
  }
}

export class TemplateUnusable extends DomainError {
  static readonly entry = errorEntry('template.unusable', 'conflict', {
    message: {
      en: 'The clinic has no approved template for this',
      pt: 'A clínica não tem um modelo aprovado para isto',
    },
    hint: {
      en: 'Map an approved utility template to the purpose, or wait for Meta’s review.',
      pt: 'Escolha um modelo de utilidade aprovado para a finalidade, ou espere a análise da Meta.',
    },
  });
  constructor(purpose: string) {
    super(TemplateUnusable.entry, { message: `There is no approved template for ${purpose}` });
  }
}

export class TemplatesUnavailable extends DomainError {
  static readonly entry = errorEntry('template.meta-unavailable', 'unavailable', {
    message: {
      en: 'Meta did not answer about the templates',
      pt: 'A Meta não respondeu sobre os modelos',
    },
    hint: { en: 'Try again later.', pt: 'Tente mais tarde.' },
  });
  constructor(reason: string, cause?: unknown) {
    super(TemplatesUnavailable.entry, {
      message: `Meta did not answer about the templates: ${reason}`,
      details: { reason },
      cause,
    });
  }
}

export class AccountUnknown extends DomainError {
  static readonly entry = errorEntry('template.account-unknown', 'conflict', {
    message: {
      en: 'No number of the clinic says its WhatsApp business account',
      pt: 'Nenhum número da clínica tem a conta do WhatsApp Business informada',
    },
    hint: {
      en: 'Give the number its wabaId; it is also learned from the first webhook.',
      pt: 'Informe o wabaId do número; ele também é aprendido no primeiro webhook.',
    },
  });
  constructor() {
    super(AccountUnknown.entry);
  }
}
