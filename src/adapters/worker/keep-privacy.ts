import type { ApplyRetention } from '../../application/privacy/apply-retention.ts';
import type { ResumeErasures } from '../../application/privacy/resume-erasures.ts';
import type { Clock } from '../../application/ports/system/clock.ts';
import type { ErasedKeys } from '../../application/ports/privacy/erased-keys.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import type { Telemetry } from '../../application/ports/operations/telemetry.ts';

type Needs = {
  resumeErasures: ResumeErasures;
  applyRetention: ApplyRetention;
  erasedKeys: ErasedKeys;
  telemetry: Telemetry;
  clock: Clock;
  log: Log;
};

const forgetAtOnce = 10_000;

/** Goes on with erasures that were cut off, deletes what is older than the clinics want, forgets keys that are over. */
export function keepPrivacy(needs: Needs, everyMs: number): { stop(): Promise<void> } {
  const { resumeErasures, applyRetention, erasedKeys, telemetry, clock, log } = needs;
  let isStopping = false;
  let running: Promise<void> | undefined;

  const round = async () => {
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
      () => !isStopping,
    );
  };
  const start = () => {
    running ??= round()
      .catch((err: unknown) => {
        telemetry.loopFailed('privacy');
        log.warn({ err }, 'privacy round failed; it is tried again');
      })
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(start, everyMs);
  timer.unref();
  start();
  return {
    async stop() {
      isStopping = true;
      clearInterval(timer);
      await running;
    },
  };
}
