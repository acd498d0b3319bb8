/** `place`: the conversation $2 of the clinic $1, and every one that it was merged into since; only the last is not merged. */
export const withPlace = `with recursive place as (
  select clinic_id, id, merged_into from whatsapp_conversations_improved where clinic_id = $1 and id = $2
  union
  select next.clinic_id, next.id, next.merged_into
  from place
  join whatsapp_conversations_improved as next on next.clinic_id = place.clinic_id and next.id = place.merged_into
)`;
