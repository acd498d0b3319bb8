/** As `phoneVariants`, of an expression for digits. */
const variantsOf = (digits: string) => `case
  when ${digits} ~ '^55[0-9]{2}9[6-9][0-9]{7}$' then array[${digits}, left(${digits}, 4) || substr(${digits}, 6)]
  when ${digits} ~ '^55[0-9]{2}[6-9][0-9]{7}$' then array[${digits}, left(${digits}, 4) || '9' || substr(${digits}, 5)]
  else array[${digits}]
end`;

/** As `addressedNumber`: a query for the row of the number that an item with this id and these digits was sent to. */
export const addressedNumber = ({ id, digits }: { readonly id: string; readonly digits: string }) => `
select number.*
from clinic_whatsapp_numbers as number
where number.phone_number_id = ${id}
  or (number.whatsapp_number = any(${variantsOf(digits)}) and (number.phone_number_id is null or ${id} is null))
order by number.phone_number_id = ${id} desc nulls last, number.whatsapp_number = ${digits} desc
limit 1`;

/** The same of a row of `webhook_items`. */
export const addressedBy = (row: string) =>
  addressedNumber({ id: `${row}.phone_number_id`, digits: `${row}.display_number` });
