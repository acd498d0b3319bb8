import { z } from 'zod';

const texts = z.array(z.string()).readonly();

/** `MessageDetails` of the domain. */
export const messageDetails = z
  .object({
    forwarded: z.enum(['once', 'often']).optional(),
    fileName: z.string().optional(),
    isVoice: z.boolean().optional().describe('Recorded in WhatsApp'),
    location: z
      .object({
        latitude: z.number(),
        longitude: z.number(),
        name: z.string().optional(),
        address: z.string().optional(),
      })
      .optional(),
    contacts: z
      .array(
        z.object({ name: z.string(), phones: texts, emails: texts, organisation: z.string().optional() }),
      )
      .readonly()
      .optional(),
    ownPhone: z.string().optional().describe('The sender’s own phone, given when the clinic asked for it'),
    order: z
      .object({
        catalogId: z.string().optional(),
        items: z
          .array(
            z.object({
              productId: z.string(),
              quantity: z.string().optional(),
              price: z.string().optional(),
              currency: z.string().optional(),
            }),
          )
          .readonly(),
        note: z.string().optional().describe('What the patient wrote beside it'),
      })
      .optional(),
    form: z
      .object({
        name: z.string().optional(),
        answers: z.array(z.object({ name: z.string(), value: z.string() })).readonly(),
      })
      .optional(),
    referral: z
      .object({
        source: z.enum(['ad', 'post']).optional(),
        url: z.string().optional(),
        id: z.string().optional(),
        headline: z.string().optional(),
        body: z.string().optional(),
        clickId: z.string().optional(),
      })
      .optional()
      .describe('The advertisement or post that brought the patient'),
    product: z.object({ catalogId: z.string().optional(), productId: z.string() }).optional(),
    call: z
      .object({
        outcome: z
          .enum(['missed', 'rejected', 'ended'])
          .describe('`missed`: nobody took it; `rejected`: it was declined; `ended`: both have talked'),
        seconds: z.number().optional().describe('How long both have talked'),
      })
      .optional()
      .describe('Of a call that is over; whose call it was is its direction'),
  })
  .describe('What it says besides words')
  .meta({ id: 'MessageDetails' });

export const messageMedia = z
  .object({
    state: z
      .enum(['due', 'stored', 'unavailable'])
      .describe('`due`: being fetched from WhatsApp; `unavailable`: lost'),
    fileName: z.string().optional().describe('As the sender called it'),
    type: z.string().optional().describe('What the bytes are, whatever the sender called them'),
    size: z.int().optional(),
    errorCode: z.string().optional().describe('Why it is not there (yet)'),
    transcript: z
      .object({
        state: z
          .enum(['due', 'heard', 'unheard'])
          .describe('`due`: being listened to; `unheard`: there will be no words'),
        text: z.string().optional(),
        errorCode: z.string().optional().describe('Why there are no words (yet)'),
      })
      .optional()
      .describe('What a machine understood of a recording of a patient; it may be wrong'),
  })
  .describe('Its file; getMessageMedia brings it')
  .meta({ id: 'MessageMedia' });
