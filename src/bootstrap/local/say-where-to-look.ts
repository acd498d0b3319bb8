type Places = {
  readonly url: string;
  readonly phoneUrl: string | undefined;
  /** Of the demo clinic. */
  readonly clinicId: string | undefined;
  /** Of the twin of Google. */
  readonly calendarUrl: string | undefined;
  readonly takesRequests: boolean;
};

/** The first thing a newcomer reads. Plain lines on standard output, after the log. */
export function sayWhereToLook(places: Places): void {
  const { url, phoneUrl, clinicId, calendarUrl, takesRequests } = places;
  const lines = [
    ...(phoneUrl === undefined ? [] : [`Write to the demo clinic on the patient's phone:  ${phoneUrl}`]),
    ...(calendarUrl === undefined ? [] : [`See the calendars of the stand-in for Google:  ${calendarUrl}`]),
    ...(clinicId === undefined ? [] : [`The demo clinic's id:  ${clinicId}`]),
    ...(takesRequests ? [`Webhook:  ${url}/webhook/whatsapp-meta`, `API:      ${url}/docs`] : []),
    `Health:   ${url}/health/ready`,
    `Metrics:  ${url}/metrics`,
  ];
  console.log(
    `\n  Atende is running.\n\n${lines.map((line) => `  ${line}`).join('\n')}\n\n  Stop with Ctrl+C.\n`,
  );
}

/** On standard output and not in the log, which others may read. */
export function saySignInLink(url: string, token: string): void {
  console.log(`  Sign in once with this link:  ${url}/api/session/start?token=${token}\n`);
}
