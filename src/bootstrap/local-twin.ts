import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { startTwin } from '../../twin/start-twin.ts';
import type { Log } from '../application/ports/log.ts';
import type { MetaSettings } from './config.ts';
import { demoClinic } from './demo-clinic.ts';

type Surroundings = {
  readonly databaseUrl: string;
  readonly meta: MetaSettings;
  readonly webUrl: string;
  readonly log: Log;
};

export type LocalTwin = Awaited<ReturnType<typeof startTwin>>;

const preferredPort = 4_000;

/** The outside world for development: a stand-in for Meta, a phone in the browser, and a clinic to write to. */
export async function startTwinOfMeta({ databaseUrl, meta, webUrl, log }: Surroundings): Promise<LocalTwin> {
  await registerDemoClinic(databaseUrl);
  return startTwin({
    host: '127.0.0.1',
    port: preferredPort,
    webhookUrl: `${webUrl}/webhook/whatsapp-meta`,
    appSecret: meta.appSecrets[0] ?? '',
    accessToken: meta.accessToken,
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
}

/** Registers the demo clinic once; what was changed in it since stays. */
async function registerDemoClinic(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { name, timeZone, contextualization, whatsappNumber, phoneNumberId, wabaId } = demoClinic;
    await client.query(
      `with clinic as (
         insert into clinics (id, name, time_zone, contextualization_json)
         select $1, $2, $3, $4
         where not exists (select from clinic_whatsapp_numbers where whatsapp_number = $5)
         returning id
       )
       insert into clinic_whatsapp_numbers (clinic_id, whatsapp_number, phone_number_id, waba_id)
       select id, $5, $6, $7 from clinic
       on conflict do nothing`,
      [randomUUID(), name, timeZone, JSON.stringify(contextualization), whatsappNumber, phoneNumberId, wabaId],
    );
  } finally {
    await client.end();
  }
}
