import { z } from 'zod';
import type { ModelSpending } from '../../../application/ports/assistant/model-spending.ts';
import { hasRoomFor } from '../../../domain/assistant/model/day-budget.ts';
import { queryInTenant } from '../transaction.ts';
import type { TenantPool } from '../pool.ts';

const use = z.object({ microdollars: z.coerce.number(), tokens: z.coerce.number(), unpriced: z.int() });
const none = { microdollars: 0, tokens: 0, unpriced: 0 };

export const postgresModelSpending = (tenants: TenantPool): ModelSpending => ({
  async reserve({ clinicId, day }, { microdollars, tokens }, limits) {
    // what does not fit into an empty day never does, and the insert below would not look
    if (!hasRoomFor(none, { microdollars, tokens }, limits)) return false;
    const { rowCount } = await queryInTenant(tenants, clinicId, {
      name: 'reserve-model-spending',
      text: `insert into model_spending as spent (clinic_id, day, microdollars, tokens) values ($1, $2, $3, $4)
       on conflict (clinic_id, day) do update
       set microdollars = spent.microdollars + excluded.microdollars, tokens = spent.tokens + excluded.tokens
       where spent.microdollars + excluded.microdollars <= $5 and spent.tokens + excluded.tokens <= $6`,
      values: [clinicId, day, microdollars, tokens, limits.microdollars, limits.tokens],
    });
    return rowCount === 1;
  },

  async settle({ clinicId, day }, reserved, used) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      name: 'settle-model-spending',
      text: `update model_spending
       set microdollars = greatest(0, microdollars + $3), tokens = greatest(0, tokens + $4), unpriced = unpriced + $5
       where clinic_id = $1 and day = $2
       returning microdollars, tokens, unpriced`,
      values: [
        clinicId,
        day,
        used.microdollars - reserved.microdollars,
        used.tokens - reserved.tokens,
        used.isPriced ? 0 : 1,
      ],
    });
    return use.optional().parse(rows[0]) ?? none;
  },

  async usedOn({ clinicId, day }) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: 'select microdollars, tokens, unpriced from model_spending where clinic_id = $1 and day = $2',
      values: [clinicId, day],
    });
    return use.optional().parse(rows[0]) ?? none;
  },
});
