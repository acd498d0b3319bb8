import type { Log } from '../ports/operations/log.ts';
import type { Telemetry } from '../ports/operations/telemetry.ts';
import type { ErasedKeys } from '../ports/privacy/erased-keys.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { ApplyRetention } from '../privacy/apply-retention.ts';
import type { ResumeErasures } from '../privacy/resume-erasures.ts';

/** Goes on with erasures that were cut off, deletes what is older than the clinics want, forgets keys that are over. */
export type KeepPrivacy = (stillWanted: () => boolean) => Promise<void>;

type Needs = {
  resumeErasures: ResumeErasures;
  applyRetention: ApplyRetention;
  erasedKeys: ErasedKeys;
  telemetry: Telemetry;
  clock: Clock;
  log: Log;
};

const forgetAtOnce = 10_000;

export const makeKeepPrivacy =
  ({ resumeErasures, applyRetention, erasedKeys, telemetry, clock, log }: Needs): KeepPrivacy =>
  async (stillWanted) => {
    await resumeErasures((err, { clinicId }) => {
      telemetry.loopFailed('privacy');
      log.warn({ err, clinicId }, 'an erasure could not be completed; it is tried again');
    });
    await erasedKeys.forget(clock.now(), forgetAtOnce);
    await applyRetention(
      ({ clinicId, messages, parked }) => {
        telemetry.retained(clinicId, messages, parked);
        if (messages + parked > 0) log.info({ clinicId, messages, parked }, 'retention applied');
      },
      (err, clinicId) => {
        telemetry.loopFailed('privacy');
        log.warn({ err, clinicId }, 'retention could not be applied; it is tried again');
      },
      stillWanted,
    );
  };
