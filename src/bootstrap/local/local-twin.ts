import { join } from 'node:path';
import { twinApp } from '../../../twin/business/signup-dialog.ts';
import { startTwin } from '../../../twin/start-twin.ts';
import { registerClinicOnce } from '../../adapters/postgres/clinic/register-clinic.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import type { MetaSettings } from '../config/meta-config.ts';
import { demoClinic } from './demo-clinic.ts';

type LocalRun = {
  readonly systemUrl: string;
  readonly meta: MetaSettings;
  readonly webUrl: string;
  /** What the twin knows lies there and outlives the run. */
  readonly dataDir: string;
  readonly log: Log;
};

export type LocalTwin = Awaited<ReturnType<typeof startTwin>> & {
  readonly clinicId: string;
  readonly signup: NonNullable<MetaSettings['signup']>;
};

const preferredPort = 4_000;

/** The outside world for development: a stand-in for Meta, a phone in the browser, and a clinic to write to. */
export async function startTwinOfMeta({
  systemUrl,
  meta,
  webUrl,
  dataDir,
  log,
}: LocalRun): Promise<LocalTwin> {
  const clinicId = await registerClinicOnce(systemUrl, demoClinic);
  const twin = await startTwin({
    host: '127.0.0.1',
    port: preferredPort,
    webhookUrl: `${webUrl}/webhook/whatsapp-meta`,
    appSecret: meta.appSecrets[0] ?? '',
    accessToken: meta.accessToken,
    keptIn: join(dataDir, 'twin-phones.json'),
    numbers: [
      {
        phoneNumberId: demoClinic.phoneNumberId,
        displayNumber: demoClinic.whatsappNumber,
        wabaId: demoClinic.wabaId,
        name: demoClinic.name,
      },
    ],
    log: (message, fields = {}) => log.debug(fields, message),
  });
  return { ...twin, clinicId, signup: { ...twinApp, dialogUrl: twin.graphUrl } };
}
