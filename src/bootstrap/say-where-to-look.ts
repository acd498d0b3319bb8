type Places = {
  readonly url: string | undefined;
  readonly phoneUrl: string | undefined;
  /** Of the twin of Google. */
  readonly calendarUrl: string | undefined;
  /** A bearer token for the REST API lies there. */
  readonly tokenFile: string | undefined;
};

/** The first thing a newcomer reads. Plain lines on standard output, after the log. */
export function sayWhereToLook({ url, phoneUrl, calendarUrl, tokenFile }: Places): void {
  if (url === undefined) return;
  const lines = [
    ...(phoneUrl === undefined ? [] : [`Write to the demo clinic on the patient's phone:  ${phoneUrl}`]),
    ...(calendarUrl === undefined ? [] : [`See the calendars of the stand-in for Google:  ${calendarUrl}`]),
    ...(tokenFile === undefined ? [] : [`Token for the REST API:  ${tokenFile}`]),
    `Webhook:  ${url}/webhook/whatsapp-meta`,
    `Health:   ${url}/health/ready`,
    `Metrics:  ${url}/metrics`,
  ];
  console.log(
    `\n  Atende is running.\n\n${lines.map((line) => `  ${line}`).join('\n')}\n\n  Stop with Ctrl+C.\n`,
  );
}
