/** What a reader of the contract finds under each tag. */
const descriptions: Readonly<Record<string, string>> = {
  alerts: 'Conditions that a person should look at',
  'api-keys': 'Keys with which machines call',
  appointments: 'Free times, and the appointment book',
  assistant: 'How the assistant of a clinic answers, and why',
  audit: 'Who did what',
  blobs: 'Files of conversations',
  clinics: 'The clinics of the installation',
  console: 'What the console of a clinic shows',
  context: 'What the assistant of a clinic knows',
  conversations: 'Conversations with patients, and their live events',
  google: 'The connection of a clinic to its Google calendars',
  legacy: 'Deprecated routes of older front ends',
  media: 'Files that patients and the clinic send',
  members: 'People who work for a clinic',
  metrics: 'Figures of a clinic',
  'parked-items': 'Webhook items that found no place',
  privacy: 'Export, erasure and retention of patients’ data',
  push: 'Browsers that are told of waiting conversations while the console is closed',
  'quick-answers': 'Texts that the team of a clinic keeps for its replies',
  reminders: 'Reminders of appointments',
  session: 'Who calls, and the sessions of browsers',
  templates: 'Message templates at WhatsApp',
  'whatsapp-numbers': 'Business numbers of a clinic',
};

/** The used tags, described. @throws for one that nobody has described */
export const describedTags = (used: readonly string[]) =>
  [...new Set(used)].sort().map((name) => {
    const description = descriptions[name];
    if (description === undefined)
      throw new Error(`The tag ${name} needs a description in src/adapters/http/contract/tags.ts`);
    return { name, description };
  });
