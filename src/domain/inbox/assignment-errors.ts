import { DomainError, errorEntry } from '../error.ts';

export class ColleagueUnknown extends DomainError {
  static readonly entry = errorEntry('conversation.colleague-unknown', 'invalid', {
    message: {
      en: 'This person does not work for the clinic',
      pt: 'Esta pessoa não trabalha na clínica',
    },
    hint: {
      en: 'Name yourself, or an `actor` of the list of colleagues.',
      pt: 'Indique você mesmo ou um `actor` da lista de colegas.',
    },
  });
  constructor(actor: string) {
    super(ColleagueUnknown.entry, { message: `${actor} does not work for the clinic` });
  }
}
