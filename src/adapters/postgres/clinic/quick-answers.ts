import { z } from 'zod';
import type { QuickAnswers } from '../../../application/ports/clinic/quick-answers.ts';
import { quickAnswerId, quickAnswerKey } from '../../../domain/inbox/quick-answer.ts';
import type { TenantPool } from '../pool.ts';
import { inTenant, queryInTenant } from '../transaction.ts';

const nameRow = z.object({ id: z.string().transform(quickAnswerId), name: z.string() });
const answerRow = nameRow.extend({ text: z.string() });

export const postgresQuickAnswers = (tenants: TenantPool): QuickAnswers => ({
  async list(clinicId) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select id, name, text from quick_answers where clinic_id = $1 order by name_key collate "C"`,
      values: [clinicId],
    });
    return z.array(answerRow).parse(rows);
  },

  put: ({ clinicId, answer: { id, name, text } }, check) =>
    inTenant(tenants, clinicId, async (client) => {
      // what `check` sees stays so until the commit: how many there are, no constraint says
      await client.query(`select pg_advisory_xact_lock(hashtextextended('quick-answers:' || $1::uuid, 0))`, [
        clinicId,
      ]);
      const { rows: others } = await client.query(
        'select id, name from quick_answers where clinic_id = $1 and id <> $2',
        [clinicId, id],
      );
      check(z.array(nameRow).parse(others));
      const { rows } = await client.query(
        `insert into quick_answers (clinic_id, id, name, name_key, text)
         select clinics.id, $2, $3, $4, $5 from clinics where clinics.id = $1
         on conflict (clinic_id, id) do update
         set name = excluded.name, name_key = excluded.name_key, text = excluded.text, updated_at = now()
         returning id, name, text`,
        [clinicId, id, name, quickAnswerKey(name), text],
      );
      return answerRow.optional().parse(rows[0]);
    }),

  async remove(clinicId, id) {
    const { rowCount } = await queryInTenant(tenants, clinicId, {
      text: 'delete from quick_answers where clinic_id = $1 and id = $2',
      values: [clinicId, id],
    });
    return rowCount === 1;
  },
});
