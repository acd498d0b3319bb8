/**
 * `clinic (clinic_id)`, for `with recursive`: the clinics that have a row of `table` whose `due` is set, found by an index
 * skip scan, so that it costs one look per clinic however many rows wait. The last row holds null, which joins nothing.
 */
export const clinicsWith = (table: string, due: string): string => `clinic as (
  (
    select clinic_id from ${table}
    where ${due} is not null
    order by clinic_id limit 1
  )
  union all
  select (
    select waiting.clinic_id from ${table} as waiting
    where waiting.${due} is not null and waiting.clinic_id > clinic.clinic_id
    order by waiting.clinic_id limit 1
  )
  from clinic
  where clinic.clinic_id is not null
)`;
