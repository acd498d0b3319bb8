import { DomainError, errorEntry } from '../error.ts';

export class OnboardingNotFound extends DomainError {
  static readonly entry = errorEntry('whatsapp.onboarding-not-found', 'not-found', {
    message: {
      en: 'There is no such connection of a number, or it waits for no such choice',
      pt: 'Não há esta conexão de número, ou ela não espera esta escolha',
    },
  });
  constructor(id: string) {
    super(OnboardingNotFound.entry, { message: `There is no connection ${id} that waits for this` });
  }
}
