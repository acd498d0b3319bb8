import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { after, isOver } from '../../../domain/instants.ts';
import { withinDeadline } from '../../exchange/within-deadline.ts';
import type { WithGoogleAccess } from '../../connection/google-access.ts';
import type { CalendarChannels, LeftChannel } from '../../ports/scheduling/calendar-channels.ts';
import { isFailure, type GoogleCalendar } from '../../ports/scheduling/google-calendar.ts';
import type { Clock } from '../../ports/system/clock.ts';

export type StopLeftChannels = {
  /** Those of all clinics, batch by batch; one that Google does not stop is tried again in an hour, until it ends. */
  readonly round: (stillWanted: () => boolean) => Promise<void>;
  /** All of a clinic's, before its access goes; for a few seconds at most, and never fails for Google's sake. */
  readonly ofClinic: (clinicId: ClinicId) => Promise<void>;
};

type Needs = {
  calendarChannels: Pick<CalendarChannels, 'left' | 'leave' | 'remove' | 'postpone'>;
  withGoogleAccess: WithGoogleAccess;
  googleCalendar: Pick<GoogleCalendar, 'stopChannel'>;
  clock: Clock;
};

const batchSize = 50;
const atOnce = 10;
const tryAgainMs = 60 * 60_000;
const patienceMs = 3_000;

export const makeStopLeftChannels = (needs: Needs): StopLeftChannels => {
  const { calendarChannels, withGoogleAccess, googleCalendar, clock } = needs;

  const stop = async ({ clinicId, channelId, resourceId, expiresAt }: LeftChannel): Promise<void> => {
    if (resourceId === undefined || isOver(expiresAt, clock.now()))
      return calendarChannels.remove(clinicId, channelId);
    const answer = await withGoogleAccess(clinicId, (token) =>
      googleCalendar.stopChannel(token, { channelId, resourceId }),
    );
    if ('noAccess' in answer || isFailure(answer))
      await calendarChannels.postpone(clinicId, channelId, after(clock.now(), tryAgainMs));
    else await calendarChannels.remove(clinicId, channelId);
  };

  const stopAll = async (channels: readonly LeftChannel[], stillWanted: () => boolean): Promise<void> => {
    const waiting = [...channels];
    const hand = async () => {
      for (let next = waiting.shift(); next !== undefined && stillWanted(); next = waiting.shift())
        await stop(next);
    };
    await Promise.all(Array.from({ length: atOnce }, hand));
  };

  return {
    async round(stillWanted) {
      while (stillWanted()) {
        const channels = await calendarChannels.left(batchSize);
        await stopAll(channels, stillWanted);
        if (channels.length < batchSize) return;
      }
    },

    async ofClinic(clinicId) {
      await calendarChannels.leave(clinicId);
      await withinDeadline(patienceMs, async (signal) =>
        stopAll(await calendarChannels.left(batchSize, clinicId), () => !signal.aborted),
      ).catch((error: unknown) => {
        // what is left open runs to its end, and its messages are nobody's
        if (!(error instanceof Error && error.name === 'TimeoutError')) throw error;
      });
    },
  };
};
