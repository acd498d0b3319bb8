import { z } from 'zod';
import type { Templates } from '../../../application/ports/templates/templates.ts';
import { clinicId as clinicIdOf } from '../../../domain/clinic/clinic.ts';
import { given } from '../../../domain/given.ts';
import {
  templateActs,
  templatePurposes,
  templateValues,
  type TemplateUse,
} from '../../../domain/templates/purpose.ts';
import type { Template } from '../../../domain/templates/template.ts';
import type { Pools } from '../pool.ts';
import { inTenant, queryInTenant } from '../transaction.ts';

const templateColumns = {
  waba_id: z.string(),
  name: z.string(),
  language: z.string(),
  status: z.string(),
  category: z.string(),
  quality: z.string().nullable(),
  reason: z.string().nullable(),
  parameter_format: z.enum(['named', 'positional']),
  body: z.string(),
  header: z.string().nullable(),
  buttons: z.array(z.object({ kind: z.string(), title: z.string() })),
};
const templateRow = z.object(templateColumns);
const useRow = z.object({
  purpose: z.enum(templatePurposes),
  name: z.string(),
  language: z.string(),
  variables: z.record(z.string(), z.enum(templateValues)),
  buttons: z.array(z.enum(templateActs)),
});

const templateOf = (row: z.output<typeof templateRow>): Template => ({
  wabaId: row.waba_id,
  name: row.name,
  language: row.language,
  status: row.status,
  category: row.category,
  parameterFormat: row.parameter_format,
  body: row.body,
  buttons: row.buttons,
  ...given({
    quality: row.quality ?? undefined,
    reason: row.reason ?? undefined,
    header: row.header ?? undefined,
  }),
});

/** It belongs to the status; other news leave it. */
const reasonNow = `case when $5::text is null then coalesce($8, reason) else $8 end`;

/** Which accounts are due is a question about all clinics; everything else is the work of one. */
export const postgresTemplates = ({ system, tenants }: Pools): Templates => ({
  async accounts(clinicId) {
    const { rows } = await queryInTenant<{ waba_id: string }>(tenants, clinicId, {
      text: `select distinct waba_id from clinic_whatsapp_numbers
       where clinic_id = $1 and is_active and waba_id is not null
       order by waba_id`,
      values: [clinicId],
    });
    return rows.map((row) => row.waba_id);
  },

  async claimAccounts(limit, againMs) {
    const { rows } = await system.query<{ clinic_id: string; waba_id: string }>(
      `with due as (
         select number.clinic_id, number.whatsapp_number
         from clinic_whatsapp_numbers as number
         join clinics on clinics.id = number.clinic_id and clinics.is_active
         where number.is_active and number.waba_id is not null
           and (number.templates_due_at is null or number.templates_due_at <= now())
         order by number.templates_due_at nulls first
         limit $1
         for update of number skip locked
       )
       update clinic_whatsapp_numbers as number
       set templates_due_at = now() + $2 * interval '1 ms'
       from due
       where number.clinic_id = due.clinic_id and number.whatsapp_number = due.whatsapp_number
       returning number.clinic_id, number.waba_id`,
      [limit, againMs],
    );
    const accounts = new Map(rows.map((row) => [`${row.clinic_id} ${row.waba_id}`, row]));
    return [...accounts.values()].map((row) => ({
      clinicId: clinicIdOf(row.clinic_id),
      wabaId: row.waba_id,
    }));
  },

  async list(clinicId) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select * from whatsapp_templates where clinic_id = $1 order by name, language, waba_id`,
      values: [clinicId],
    });
    return z.array(templateRow).parse(rows).map(templateOf);
  },

  async ofNumber(clinicId, whatsappNumber) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select template.*
       from clinic_whatsapp_numbers as number
       join whatsapp_templates as template
         on template.clinic_id = number.clinic_id and template.waba_id = number.waba_id
       where number.clinic_id = $1 and number.whatsapp_number = $2
       order by template.name, template.language`,
      values: [clinicId, whatsappNumber],
    });
    return z.array(templateRow).parse(rows).map(templateOf);
  },

  mirror: ({ clinicId, wabaId }, templates) =>
    inTenant(tenants, clinicId, async (client) => {
      const items = templates.map(({ parameterFormat, ...template }) => ({
        ...template,
        parameter_format: parameterFormat,
      }));
      await client.query(
        `insert into whatsapp_templates as known (
           clinic_id, waba_id, name, language, status, category, quality, reason, parameter_format, body, header, buttons
         )
         select distinct on (name, language)
           $1, $2, name, language, status, category, quality, reason, parameter_format, body, header, buttons
         from jsonb_to_recordset($3::jsonb) as item (
           name text, language text, status text, category text, quality text, reason text, parameter_format text,
           body text, header text, buttons jsonb
         )
         order by name, language
         on conflict (clinic_id, waba_id, name, language) do update
         set status = excluded.status, category = excluded.category, quality = excluded.quality,
           reason = excluded.reason, parameter_format = excluded.parameter_format, body = excluded.body,
           header = excluded.header, buttons = excluded.buttons, changed_at = now()`,
        [clinicId, wabaId, JSON.stringify(items)],
      );
      await client.query(
        `update whatsapp_templates as known set status = 'DELETED', changed_at = now()
         where clinic_id = $1 and waba_id = $2 and status <> 'DELETED'
           and not exists (
             select from jsonb_to_recordset($3::jsonb) as item (name text, language text)
             where item.name = known.name and item.language = known.language
           )`,
        [clinicId, wabaId, JSON.stringify(items)],
      );
    }),

  async learn({ clinicId, wabaId }, { name, language, status, category, quality, reason, from }) {
    const { rowCount } = await queryInTenant(tenants, clinicId, {
      text: `update whatsapp_templates
       set status = coalesce($5, status), category = coalesce($6, category), quality = coalesce($7, quality),
         reason = ${reasonNow}, changed_at = now()
       where clinic_id = $1 and waba_id = $2 and name = $3 and language = $4
         and ($9::text is null or status = $9)
         and (status, category, quality, reason) is distinct from
           (coalesce($5, status), coalesce($6, category), coalesce($7, quality), ${reasonNow})`,
      values: [clinicId, wabaId, name, language, status, category, quality, reason, from],
    });
    return rowCount === 1;
  },

  async uses(clinicId) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select * from template_uses where clinic_id = $1 order by purpose`,
      values: [clinicId],
    });
    return z.array(useRow).parse(rows);
  },

  async use(clinicId, { purpose, name, language, variables, buttons }: TemplateUse) {
    await queryInTenant(tenants, clinicId, {
      text: `insert into template_uses (clinic_id, purpose, name, language, variables, buttons)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (clinic_id, purpose) do update
       set name = excluded.name, language = excluded.language, variables = excluded.variables,
         buttons = excluded.buttons, changed_at = now()`,
      values: [clinicId, purpose, name, language, JSON.stringify(variables), JSON.stringify(buttons)],
    });
  },

  async endUse(clinicId, purpose) {
    const { rowCount } = await queryInTenant(tenants, clinicId, {
      text: 'delete from template_uses where clinic_id = $1 and purpose = $2',
      values: [clinicId, purpose],
    });
    return rowCount === 1;
  },

  async forPurpose(clinicId, whatsappNumber, purpose) {
    const { rows } = await queryInTenant<{ use: unknown; template: unknown }>(tenants, clinicId, {
      text: `select to_jsonb(u) as use, to_jsonb(template) as template
       from template_uses as u
       join clinic_whatsapp_numbers as number on number.clinic_id = u.clinic_id and number.whatsapp_number = $2
       join whatsapp_templates as template
         on template.clinic_id = u.clinic_id and template.waba_id = number.waba_id and template.name = u.name
         and template.language = u.language
       where u.clinic_id = $1 and u.purpose = $3`,
      values: [clinicId, whatsappNumber, purpose],
    });
    const [row] = rows;
    return row && { use: useRow.parse(row.use), template: templateOf(templateRow.parse(row.template)) };
  },
});
