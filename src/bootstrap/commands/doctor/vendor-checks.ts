import { googleAuthorization } from '../../../adapters/google/oauth.ts';
import { systemClock } from '../../../adapters/system/clock.ts';
import { readCommandConfig } from '../../config/command-config.ts';
import { googleVariables, readGoogle } from '../../config/google-config.ts';
import { z } from 'zod';
import { allClinics } from '../clinics.ts';
import { numbersOf } from '../numbers.ts';
import { withServices } from '../with-services.ts';
import type { Checks, DoctorFinding } from './finding.ts';
import { installationTokenFindings } from './installation-token.ts';
import { numbersAtMeta } from './numbers-at-meta.ts';

/** More would take minutes; npx atende number health looks at all. */
const mostNumbers = 50;

/** Whether Meta and Google take what we show them. Nothing is changed there. */
export const vendorChecks: Checks = (variables) => [
  [
    'meta',
    async () => {
      if (readCommandConfig(variables, []).DATABASE_URL === undefined && !variables['DATABASE_SYSTEM_URL'])
        return [{ state: 'skipped', found: 'without a database there are no numbers to ask about' }];
      if (!variables['META_ACCESS_TOKEN'])
        return [{ state: 'skipped', found: 'META_ACCESS_TOKEN is not set: the twin stands in for Meta' }];
      const findings: Omit<DoctorFinding, 'check'>[] = [];
      // numbers with a token of their own are asked with it; a missing key is another check's finding
      const canOpen = variables['NODE_ENV'] !== 'production' || Boolean(variables['ENCRYPTION_KEYS']?.trim());
      await withServices(canOpen ? ['meta', 'keys'] : ['meta'], async ({ services }) => {
        const { whatsAppAccounts, clock } = services;
        findings.push(...(await installationTokenFindings(whatsAppAccounts, clock.now())));
        const clinics = (await allClinics(services)).filter(({ isActive }) => isActive);
        const known = await numbersOf(
          services,
          clinics.map(({ id }) => id),
        );
        const numbers = known.filter(({ isActive }) => isActive);
        if (numbers.length === 0)
          findings.push({
            state: 'warning',
            found: 'no clinic has a number',
            advice: 'npx atende number add',
          });
        // also when the installation's token is dead: numbers with their own go on
        for (const each of await numbersAtMeta(whatsAppAccounts, numbers.slice(0, mostNumbers), clock.now()))
          findings.push({ state: each.state, found: `${each.whatsappNumber}: ${each.found}` });
        if (numbers.length > mostNumbers)
          findings.push({
            state: 'skipped',
            found: `${numbers.length - mostNumbers} more numbers: npx atende number health`,
          });
        return { text: '', json: undefined };
      });
      return findings;
    },
  ],
  [
    'google',
    async () => {
      const values = z.object(googleVariables).parse(variables);
      const settings = readGoogle({ ...values, PUBLIC_URL: variables['PUBLIC_URL'] }, false, []);
      if (settings === undefined)
        return [{ state: 'skipped', found: 'GOOGLE_CLIENT_ID is not set: the twin stands in for Google' }];
      const google = googleAuthorization({ ...settings, timeoutMs: values.GOOGLE_TIMEOUT_MS }, systemClock);
      // a grant that nobody gave: Google looks at the client first, and then refuses the grant
      const answer = await google.renew('1//atende-doctor');
      if ('ok' in answer || answer.failure === 'grant-dead')
        return [{ state: 'ok', found: 'Google knows our client' }];
      const { failure, code } = answer;
      if (failure === 'transient') {
        const advice = 'Look at the network, or try again';
        return [{ state: 'warning', found: `Google did not answer (${code})`, advice }];
      }
      const advice = 'Compare GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET with the console of Google Cloud';
      return [{ state: 'failed', found: `Google refuses our client (${code})`, advice }];
    },
  ],
];
