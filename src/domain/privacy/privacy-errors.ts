import { DomainError, errorEntry } from '../error.ts';

export class ErasureNotFound extends DomainError {
  static readonly entry = errorEntry('privacy.erasure-not-found', 'not-found', {
    message: { en: 'There is no such erasure in this clinic', pt: 'Este apagamento não existe na clínica' },
  });
  constructor(id: string) {
    super(ErasureNotFound.entry, { message: `There is no erasure ${id} in this clinic` });
  }
}

/** The person is erased already, or never was one of this clinic. */
export class PersonNotFound extends DomainError {
  static readonly entry = errorEntry('privacy.person-not-found', 'not-found', {
    message: { en: 'There is no such person in this clinic', pt: 'Esta pessoa não existe na clínica' },
    hint: {
      en: 'Search the patients by telephone number; a person who was erased is not there any more.',
      pt: 'Procure o paciente pelo telefone; quem foi apagado não aparece mais.',
    },
  });
  constructor() {
    super(PersonNotFound.entry);
  }
}

/** The clinic's data is erased, the certificate comes when the rest is done. */
export class CertificateNotReady extends DomainError {
  static readonly entry = errorEntry('privacy.certificate-not-ready', 'conflict', {
    message: { en: 'The erasure is not finished yet', pt: 'O apagamento ainda não terminou' },
    hint: { en: 'Ask again in a minute.', pt: 'Consulte de novo em um minuto.' },
    action: 'Se durar, veja no log por que o processo com o papel worker não termina o apagamento.',
    retryable: true,
  });
  constructor(id: string) {
    super(CertificateNotReady.entry, { message: `The erasure ${id} is not finished yet` });
  }
}
