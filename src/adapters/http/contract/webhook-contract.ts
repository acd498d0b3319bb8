/** Webhooks are not among the declared routes: they answer for what Meta and Google prove, not for a caller. */
export const webhookContract = {
  whatsapp: {
    post: {
      operationId: 'receiveWhatsAppWebhook',
      tags: ['whatsapp-numbers'],
      summary: 'Meta reports messages, statuses and changes of an account',
      description:
        'Sent to /webhook/whatsapp-meta. Answered 200 once everything in the body is stored; after 503 Meta sends it again.',
      security: [],
      parameters: [
        {
          name: 'X-Hub-Signature-256',
          in: 'header',
          required: true,
          description: 'HMAC of the raw body with the app secret',
          schema: { type: 'string', pattern: '^sha256=[0-9a-f]{64}$' },
        },
      ],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['object', 'entry'],
              properties: { object: { type: 'string' }, entry: { type: 'array', items: { type: 'object' } } },
            },
          },
        },
      },
      responses: {
        '200': { description: 'Stored' },
        '401': { description: 'The signature does not fit the body' },
        '503': { description: 'Not stored; send it again' },
      },
    },
  },
  googleCalendar: {
    post: {
      operationId: 'receiveGoogleCalendarPush',
      tags: ['google'],
      summary: 'Google says that a calendar has changed',
      description:
        'Sent to /webhook/google-calendar, with headers and no body. The calendar is read soon after; nothing else follows.',
      security: [],
      parameters: ['X-Goog-Channel-ID', 'X-Goog-Channel-Token'].map((name) => ({
        name,
        in: 'header',
        required: true,
        schema: { type: 'string', maxLength: 256 },
      })),
      responses: {
        '204': { description: 'Noticed, or not ours' },
        '503': { description: 'Send it again' },
      },
    },
  },
} as const;
