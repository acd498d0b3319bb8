/** What the server takes, at most; held to its rules by tests/property/console/rules-of-the-domain.property.test.ts. */
export const limits = {
  /** Characters that WhatsApp takes of a text, and under a file. */
  text: 4_096,
  caption: 1_024,
  /** Of what is written into a template: there the server cuts it. */
  templateText: 700,
  /** Of what a filled template says in all. */
  templateBody: 1_024,
  note: 4_000,
  quickAnswerName: 40,
  quickAnswers: 100,
  apiKeyDays: 366,
} as const;

/** So long before a visit its time counts as freed when the patient gives it back. */
export const freedNoticeHours = 4;

const hours24 = 24 * 3_600_000;
const marginMs = 5 * 60_000;
/** Free text goes out for 24 hours after the patient's last words; the server stops five minutes earlier, and so do we. */
export const windowMs = hours24 - marginMs;
