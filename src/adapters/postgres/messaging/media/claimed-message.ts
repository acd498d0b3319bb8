/** Joins to `claimed` its message, the conversation of that, and the number by which WhatsApp knows where it belongs. */
export const claimedMessage = `left join whatsapp_messages_improved as message on message.clinic_id = claimed.clinic_id and message.id = claimed.message_id
left join whatsapp_conversations_improved as conversation
  on conversation.clinic_id = message.clinic_id and conversation.id = message.conversation_id
left join lateral (
  select phone_number_id from clinic_whatsapp_numbers
  where clinic_id = conversation.clinic_id and whatsapp_number = conversation.whatsapp_number
  offset 0
) as number on true`;
