import { text, webUrl } from './config-values.ts';

/** Of the app by which clinics bring their numbers in at Meta (Embedded Signup). */
export const signupVariables = {
  META_APP_ID: text.regex(/^\d{1,32}$/).optional(),
  META_SIGNUP_CONFIG_ID: text.regex(/^\d{1,32}$/).optional(),
  META_DIALOG_URL: webUrl.default('https://www.facebook.com'),
};

export type SignupSettings = {
  readonly appId: string;
  readonly configId: string;
  readonly dialogUrl: string;
};

type Values = {
  readonly META_APP_ID?: string | undefined;
  readonly META_SIGNUP_CONFIG_ID?: string | undefined;
  readonly META_DIALOG_URL: string;
};

/** App and configuration together, or neither: then numbers come in by pasted tokens alone. */
export function readSignup(values: Values, problems: string[]): SignupSettings | undefined {
  const { META_APP_ID: appId, META_SIGNUP_CONFIG_ID: configId, META_DIALOG_URL: dialogUrl } = values;
  if (appId === undefined && configId === undefined) return undefined;
  if (appId === undefined || configId === undefined) {
    problems.push('META_APP_ID: is required together with META_SIGNUP_CONFIG_ID, and the other way round');
    return undefined;
  }
  return { appId, configId, dialogUrl };
}
