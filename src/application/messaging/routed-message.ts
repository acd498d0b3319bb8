import type { ClinicNumber } from '../../domain/clinic/clinic.ts';
import type { ReceivedMessage } from '../../domain/messaging/webhook-item.ts';

/** A message whose clinic is known. */
export type RoutedMessage = {
  readonly number: ClinicNumber;
  readonly message: ReceivedMessage;
  readonly requestId: string;
};
