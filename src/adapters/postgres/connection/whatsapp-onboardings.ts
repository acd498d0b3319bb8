import { z } from 'zod';
import { sealedToken } from '../../../application/ports/connection/token-cipher.ts';
import type {
  ClaimedOnboarding,
  WhatsAppOnboardings,
} from '../../../application/ports/whatsapp/whatsapp-onboardings.ts';
import type { Pools } from '../pool.ts';
import { inTenant, queryInTenant } from '../transaction.ts';
import { endStatement, forgotten, leased, makeRoom } from './onboarding-statements.ts';
import { claimedOnboardingRow, onboardingRow } from './onboarding-rows.ts';

const held = `clinic_id = $1 and id = $2 and lease_token = $3 and state = 'running'`;
const placeOf = ({ clinicId, id, leaseToken }: ClaimedOnboarding) => [clinicId, id, leaseToken];
/** An onboarding is its clinic's; only what is due is looked for among all. */
export const postgresWhatsAppOnboardings = ({ system, tenants }: Pools): WhatsAppOnboardings => ({
  begin: ({ id, clinicId, flow, startedBy, sealed, ...number }, leaseMs) =>
    inTenant(tenants, clinicId, async (client) => {
      const isKnown = 'phoneNumberId' in number;
      if (isKnown) await makeRoom(client, clinicId, number.phoneNumberId);
      const { rows } = await client.query(
        `insert into whatsapp_onboardings (
           clinic_id, id, flow, state, waba_id, phone_number_id, sealed_token, sealed_app_secret, sealed_pin, choices,
           started_by, attempts, lease_token, next_at, lease_until
         )
         values (
           $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, now(),
           case when $12 = 1 then now() + $13 * interval '1 ms' end
         )
         returning *`,
        [
          ...[clinicId, id, flow, isKnown ? 'running' : 'choosing'],
          ...(isKnown ? [number.wabaId, number.phoneNumberId] : [null, null]),
          ...[sealed.token, sealed.appSecret, sealed.pin],
          ...[JSON.stringify(isKnown ? [] : number.choices), startedBy, isKnown ? 1 : 0, leaseMs],
        ],
      );
      return isKnown ? claimedOnboardingRow.parse(rows[0]) : undefined;
    }),

  choose: (clinicId, id, phoneNumberId, leaseMs) =>
    inTenant(tenants, clinicId, async (client) => {
      await makeRoom(client, clinicId, phoneNumberId);
      const { rows } = await client.query(
        `update whatsapp_onboardings
         set state = 'running', phone_number_id = choice ->> 'phoneNumberId', waba_id = choice ->> 'wabaId', ${leased('$4')}
         from jsonb_path_query(
           (select choices from whatsapp_onboardings where clinic_id = $1 and id = $2), '$[*]'
         ) as choice
         where clinic_id = $1 and id = $2 and state = 'choosing' and choice ->> 'phoneNumberId' = $3
         returning whatsapp_onboardings.*`,
        [clinicId, id, phoneNumberId, leaseMs],
      );
      return claimedOnboardingRow.optional().parse(rows[0]);
    }),

  async claim(limit, leaseMs) {
    const { rows } = await system.query(
      `update whatsapp_onboardings set ${leased('$2')}
       where (clinic_id, id) in (
         select clinic_id, id from whatsapp_onboardings
         where state = 'running' and next_at <= now() and (lease_until is null or lease_until <= now())
         order by next_at
         limit $1
         for update skip locked
       )
       returning *`,
      [limit, leaseMs],
    );
    return z.array(claimedOnboardingRow).parse(rows);
  },

  async note(claimed, { step, whatsappNumber, isCoexistence, findings, pin }) {
    const { rowCount } = await queryInTenant(tenants, claimed.clinicId, {
      text: `update whatsapp_onboardings set
         steps = case when $4::text is null or $4 = any(steps) then steps else steps || $4::text end,
         whatsapp_number = coalesce($5, whatsapp_number),
         is_coexistence = coalesce($6, is_coexistence),
         findings = coalesce($7, findings),
         sealed_pin = coalesce($8, sealed_pin)
       where ${held}`,
      values: [
        ...placeOf(claimed),
        ...[step, whatsappNumber, isCoexistence, findings && JSON.stringify(findings), pin],
      ],
    });
    return rowCount === 1;
  },

  async settle(claimed, end) {
    const { text, values } = endStatement(end);
    const { rowCount } = await queryInTenant(tenants, claimed.clinicId, {
      text: `update whatsapp_onboardings set ${text} where ${held}`,
      values: [...placeOf(claimed), ...values],
    });
    return rowCount === 1;
  },

  async endUnchosen(before) {
    await system.query(
      `update whatsapp_onboardings set state = 'refused', problem = 'not-chosen', ${forgotten}
       where state = 'choosing' and started_at < $1`,
      [before],
    );
  },

  async get(clinicId, id) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: 'select * from whatsapp_onboardings where clinic_id = $1 and id = $2',
      values: [clinicId, id],
    });
    return onboardingRow.optional().parse(rows[0]);
  },

  async list(clinicId, limit) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select * from whatsapp_onboardings where clinic_id = $1 order by started_at desc, id desc limit $2`,
      values: [clinicId, limit],
    });
    return z.array(onboardingRow).parse(rows);
  },

  async pinOf(clinicId, phoneNumberId) {
    const { rows } = await queryInTenant<{ sealed_pin: string }>(tenants, clinicId, {
      text: `select sealed_pin from whatsapp_onboardings
       where clinic_id = $1 and phone_number_id = $2 and sealed_pin is not null
         and (problem is null or problem not in ('pin-wrong', 'pin-needed'))
       order by started_at desc, id desc
       limit 1`,
      values: [clinicId, phoneNumberId],
    });
    return rows[0] && sealedToken(rows[0].sealed_pin);
  },
});
