const number = {
  display_phone_number: '+55 11 95550-0000',
  verified_name: 'Clínica',
  status: 'CONNECTED',
  quality_rating: 'GREEN',
  name_status: 'APPROVED',
  throughput: { level: 'STANDARD' },
  whatsapp_business_manager_messaging_limit: 'TIER_UNLIMITED',
  health_status: { can_send_message: 'AVAILABLE' },
};
const token = { is_valid: true, type: 'SYSTEM_USER', scopes: [], expires_at: 0, data_access_expires_at: 0 };
const subscribed = [{ whatsapp_business_api_data: { id: '1', name: 'Atende' } }];

/**
 * What Meta answers to a GET when all is well, whichever account or number is asked for: an app gets the webhooks, nothing
 * is wrong with a number, and its token never ends. Other lists, e.g. of templates, are empty.
 */
export function objectAt(url: string): object {
  const [, id = '', edge] = new URL(url, 'http://graph').pathname.replace(/^\/v\d+\.\d+/, '').split('/');
  if (edge === 'subscribed_apps') return { data: subscribed };
  if (edge !== undefined) return { data: [] };
  if (id === 'me') return { id: '1', name: 'Atende' };
  return id === 'debug_token' ? { data: token } : { id, ...number };
}
