type Places = {
  readonly url: string;
  readonly phoneUrl: string | undefined;
  readonly takesRequests: boolean;
};

/** The first thing a newcomer reads. Plain lines on standard output, after the log. */
export function sayWhereToLook({ url, phoneUrl, takesRequests }: Places): void {
  const lines = [
    ...(phoneUrl === undefined ? [] : [`Write to the demo clinic on the patient's phone:  ${phoneUrl}`]),
    ...(takesRequests ? [`Webhook:  ${url}/webhook/whatsapp-meta`] : []),
    `Health:   ${url}/health/ready`,
    `Metrics:  ${url}/metrics`,
  ];
  console.log(
    `\n  Atende is running.\n\n${lines.map((line) => `  ${line}`).join('\n')}\n\n  Stop with Ctrl+C.\n`,
  );
}
