type Places = {
  /** Where requests come in; absent in a process that takes none. */
  readonly url: string | undefined;
  /** Of this process. */
  readonly ownUrl: string;
  readonly phoneUrl: string | undefined;
  /** Of the demo clinic. */
  readonly clinicId: string | undefined;
  /** Of the twin of Google. */
  readonly calendarUrl: string | undefined;
};

/** The first thing a newcomer reads. Plain lines on standard output, after the log; never in production. */
export function sayWhereToLook(places: Places): void {
  const { url, ownUrl, phoneUrl, clinicId, calendarUrl } = places;
  const lines = [
    ...(phoneUrl === undefined ? [] : [`Write to the demo clinic on the patient's phone:  ${phoneUrl}`]),
    ...(calendarUrl === undefined ? [] : [`See the calendars of the stand-in for Google:  ${calendarUrl}`]),
    ...(clinicId === undefined ? [] : [`The demo clinic's id:  ${clinicId}`]),
    ...(url === undefined ? [] : [`Webhook:  ${url}/webhook/whatsapp-meta`, `API:      ${url}/docs`]),
    `Health:   ${ownUrl}/health/ready`,
    `Metrics:  ${ownUrl}/metrics`,
  ];
  console.log(
    `\n  Atende is running.\n\n${lines.map((line) => `  ${line}`).join('\n')}\n\n  Stop with Ctrl+C.\n`,
  );
}

/** On standard output and not in the log, which others may read. */
export function saySignInLink(url: string, token: string): void {
  console.log(`  Sign in once with this link:  ${url}/api/session/start?token=${token}\n`);
}
