import type { ClinicId } from '../../domain/clinic/clinic.ts';
import {
  SignupCodeRefused,
  SignupUnanswered,
  SignupUnavailable,
  SignupWithoutNumber,
} from '../../domain/whatsapp/signup-errors.ts';
import type { AccountFailure } from '../ports/clinic/whatsapp-accounts.ts';
import type { AccountSetup } from '../ports/whatsapp/account-setup.ts';
import type { MetaSignup } from '../ports/whatsapp/meta-signup.ts';
import type { OnboardingChoice, WhatsAppOnboarding } from '../ports/whatsapp/whatsapp-onboardings.ts';
import type { OnboardNumber } from './onboard-number.ts';

type Signup = {
  readonly clinicId: ClinicId;
  readonly code: string;
  /** With which the dialog was opened; absent where Meta's script opened it. */
  readonly redirectUri?: string;
  /** What the dialog told the page. Only narrows what the token itself shows. */
  readonly wabaId?: string;
  readonly phoneNumberId?: string;
  readonly pin?: string;
  readonly by: string;
};

/**
 * Brings in the number that somebody has shared in Meta's own dialog: the code becomes a token of the clinic's own, and the
 * token shows which number it is. With several numbers a person has to choose.
 * @throws SignupUnavailable, SignupCodeRefused, SignupUnanswered, SignupWithoutNumber
 */
export type RedeemSignup = (signup: Signup) => Promise<WhatsAppOnboarding>;

type Needs = {
  metaSignup: MetaSignup;
  accountSetup: Pick<AccountSetup, 'describeToken' | 'numbersIn'>;
  onboardNumber: Pick<OnboardNumber, 'withSignup'>;
};

/** A dialog shares one, a token may remember some of before. */
const mostAccounts = 10;

export const makeRedeemSignup = ({ metaSignup, accountSetup, onboardNumber }: Needs): RedeemSignup => {
  const okOf = <T>(answer: { readonly ok: T } | AccountFailure): T => {
    if ('ok' in answer) return answer.ok;
    throw answer.isPassing ? new SignupUnanswered() : new SignupCodeRefused(answer.code);
  };

  const shared = async (
    accessToken: string,
    wabaId: string | undefined,
  ): Promise<readonly OnboardingChoice[]> => {
    const accounts =
      wabaId === undefined ? okOf(await accountSetup.describeToken(accessToken)).accounts : [wabaId];
    const found = await Promise.all(
      accounts.slice(0, mostAccounts).map(async (account) => {
        const numbers = await accountSetup.numbersIn(accessToken, account);
        // of several accounts one may be gone by now
        if ('failure' in numbers && !numbers.isPassing) return [];
        return okOf(numbers).map(({ phoneNumberId, displayNumber, verifiedName }) => ({
          ...{ wabaId: account, phoneNumberId, displayNumber },
          ...(verifiedName !== undefined && { verifiedName }),
        }));
      }),
    );
    return found.flat();
  };

  return async ({ clinicId, code, redirectUri, wabaId, phoneNumberId, pin, by }) => {
    if (metaSignup.dialog === undefined) throw new SignupUnavailable();
    const accessToken = okOf(await metaSignup.exchange(code, redirectUri));
    const numbers = (await shared(accessToken, wabaId)).filter(
      (number) => phoneNumberId === undefined || number.phoneNumberId === phoneNumberId,
    );
    if (numbers.length === 0) throw new SignupWithoutNumber();
    return onboardNumber.withSignup({
      clinicId,
      accessToken,
      numbers,
      ...(pin !== undefined && { pin }),
      by,
    });
  };
};
