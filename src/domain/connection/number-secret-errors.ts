import { DomainError, errorEntry } from '../error.ts';

/** A webhook of an own app names its number by Meta's id alone. */
export class NumberWithoutId extends DomainError {
  static readonly entry = errorEntry('whatsapp.number-without-id', 'conflict', {
    message: {
      en: 'The number has no phone_number_id yet',
      pt: 'O número ainda não tem phone_number_id',
    },
    hint: {
      en: 'The platform registers the phone_number_id first; only then may the number have secrets of its own.',
      pt: 'A plataforma cadastra o phone_number_id antes; só então o número pode ter segredos próprios.',
    },
  });
  constructor() {
    super(NumberWithoutId.entry);
  }
}
