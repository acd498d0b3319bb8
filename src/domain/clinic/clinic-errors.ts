import { DomainError } from '../error.ts';

export class ClinicNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'clinic.not-found';
  constructor(clinicId: string) {
    super(`There is no active clinic ${clinicId}`, { hint: 'Check the clinicId.' });
  }
}
