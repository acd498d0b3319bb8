import { withinDeadline } from '../../../application/exchange/within-deadline.ts';
import { table, type Report } from '../report.ts';
import { alertChecks } from './alert-checks.ts';
import { databaseChecks } from './database-checks.ts';
import type { Check, DoctorFinding, Variables } from './finding.ts';
import { machineChecks } from './machine-checks.ts';
import { runningChecks } from './running-checks.ts';
import { settingChecks } from './setting-checks.ts';
import { vendorChecks } from './vendor-checks.ts';

const longestCheckMs = 30_000;

/** Every check, one after the other, whatever the others found; one that does not end is a finding, too. */
export async function examine(environment: Variables): Promise<Report> {
  const variables = withoutBlanks(environment);
  const findings: DoctorFinding[] = [];
  for (const checks of [
    settingChecks,
    databaseChecks,
    runningChecks,
    vendorChecks,
    alertChecks,
    machineChecks,
  ])
    for (const [name, check] of checks(variables)) findings.push(...(await within(name, check)));
  const rows = findings.map(({ check, state, found, advice }) => [
    state,
    check,
    advice ? `${found}. ${advice}` : found,
  ]);
  const failed = findings.some(({ state }) => state === 'failed');
  const verdict = failed ? 'Something fails: see above.' : 'Nothing fails.';
  return {
    text: `${table(['state', 'check', 'found'], rows)}\n\n${verdict}`,
    json: { healthy: !failed, findings },
    exitCode: failed ? 1 : 0,
  };
}

async function within(name: string, check: Check): Promise<readonly DoctorFinding[]> {
  try {
    const found = await withinDeadline(longestCheckMs, check);
    return found.map((finding) => ({ check: name, ...finding }));
  } catch (error) {
    const found =
      error instanceof Error && error.message !== '' ? error.message : 'it could not be looked at';
    return [{ check: name, state: 'failed', found }];
  }
}

/** An empty value counts as not set. */
const withoutBlanks = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
