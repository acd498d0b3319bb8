import { withClient } from '../connection.ts';

export type Registration = {
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly contextualization: unknown;
  /** Digits, no '+'. */
  readonly whatsappNumber: string;
  readonly phoneNumberId: string;
  readonly wabaId: string;
};

/**
 * Registers a clinic with its number unless the number is known already; what was changed in it since stays. Returns
 * the id of the clinic that has the number.
 */
export const registerClinicOnce = (url: string, clinic: Registration): Promise<string> =>
  withClient({ url, role: 'atende_system', applicationName: 'atende demo' }, async (client) => {
    await client.query(
      `with clinic as (
         insert into clinics (name, time_zone, contextualization_json)
         select $1, $2, $3
         where not exists (select from clinic_whatsapp_numbers where whatsapp_number = $4)
         returning id
       )
       insert into clinic_whatsapp_numbers (clinic_id, whatsapp_number, phone_number_id, waba_id)
       select id, $4, $5, $6 from clinic
       on conflict do nothing`,
      [
        clinic.name,
        clinic.timeZone,
        JSON.stringify(clinic.contextualization),
        clinic.whatsappNumber,
        clinic.phoneNumberId,
        clinic.wabaId,
      ],
    );
    const { rows } = await client.query<{ clinic_id: string }>(
      'select clinic_id from clinic_whatsapp_numbers where whatsapp_number = $1',
      [clinic.whatsappNumber],
    );
    return rows[0]?.clinic_id ?? '';
  });
