import type { SealedToken } from '../../../application/ports/connection/token-cipher.ts';
import type { WhatsAppOnboarding } from '../../../application/ports/whatsapp/whatsapp-onboardings.ts';

export type OnboardingRow = Pick<WhatsAppOnboarding, 'id' | 'clinicId'> & {
  shown: WhatsAppOnboarding;
  token: SealedToken | undefined;
  appSecret: SealedToken | undefined;
  pin: SealedToken | undefined;
  nextAt: Date | undefined;
  leaseUntil: Date | undefined;
  leaseToken: number;
};
