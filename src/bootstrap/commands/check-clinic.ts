import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { Services } from '../composition/services.ts';
import type { Report } from './report.ts';

type Line = { readonly state: 'ok' | 'warning' | 'failed'; readonly what: string };
const signs = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' };
const mostNumbers = 100;
const mostMembers = 100;

/** Whether a clinic can answer, book and be looked after, from what is stored; asks nobody outside. */
export async function checkClinic(services: Services, id: ClinicId): Promise<Report> {
  const clinic = await services.clinicRegistry.get(id);
  if (clinic === undefined) throw new ClinicNotFound(id);
  const numbers = await services.clinicNumbers.list(id, mostNumbers);
  const members = await services.clinicMembers.list(id, mostMembers);
  const stopped = (await services.workStatus.stoppedNumbers()).filter(({ clinicId }) => clinicId === id);
  const active = numbers.filter(({ isActive }) => isActive);
  const lines: Line[] = [
    clinic.isActive
      ? { state: 'ok', what: 'the clinic is active' }
      : { state: 'failed', what: 'the clinic is inactive: what its patients write is parked' },
    active.length > 0
      ? { state: 'ok', what: `${active.length} active numbers` }
      : { state: 'failed', what: `no active number: npx atende number add ${id} <number>` },
    ...active
      .filter(({ phoneNumberId }) => phoneNumberId === undefined)
      .map(({ whatsappNumber }): Line => ({
        state: 'warning',
        what: `${whatsappNumber} has no phone_number_id yet: it learns it from its first webhook`,
      })),
    ...(stopped.length === 0 ? [{ state: 'ok', what: 'its sends are not stopped' } as const] : []),
    ...stopped.map(({ whatsappNumber }): Line => ({
      state: 'failed',
      what: `the sends of ${whatsappNumber} are stopped: npx atende queue resume ${id}, once Meta is content`,
    })),
    members.some(({ role }) => role === 'clinic-admin')
      ? { state: 'ok', what: 'it has an administrator' }
      : {
          state: 'warning',
          what: `no administrator of its own: npx atende admin create --clinic ${id} --email …`,
        },
    ...(clinic.simulation
      ? [{ state: 'warning', what: 'simulation: nothing leaves the program' } as const]
      : []),
  ];
  if (clinic.isActive) lines.push(...(await ofActive(services, id)));
  const text = lines.map(({ state, what }) => `${signs[state]}  ${what}`).join('\n');
  return {
    text,
    json: { clinic, checks: lines },
    exitCode: lines.some(({ state }) => state === 'failed') ? 1 : 0,
  };
}

async function ofActive(services: Services, id: ClinicId): Promise<readonly Line[]> {
  const { findings } = await services.resolveClinicContext(id);
  const google = await services.googleConnectionStatus(id);
  const calendars = await services.clinicCalendars.active(id);
  return [
    google.status === 'connected'
      ? { state: 'ok', what: `Google is connected, ${calendars.length} calendars` }
      : { state: 'warning', what: `Google: ${google.status}; the assistant books nothing by itself` },
    ...findings.map(({ severity, path, message }): Line => ({
      state: severity === 'notice' ? 'ok' : 'warning',
      what: `${path}: ${message}`,
    })),
  ];
}
