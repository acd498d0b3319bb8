import { createTransport } from 'nodemailer';
import type { AlertChannel, AlertReceipt } from '../../../application/ports/alerting/alert-channel.ts';
import { withinDeadline } from '../../../application/exchange/within-deadline.ts';

export type SmtpSettings = {
  /** `smtps:`, or `smtp:` with STARTTLS; user and password as in any URL. */
  readonly url: string;
  /** e.g. `Atende <avisos@example.com>`. */
  readonly from: string;
  /** For the whole exchange. */
  readonly timeoutMs: number;
  /** Outside production a server without TLS will do. */
  readonly isOpen: boolean;
};

const submissionPort = 587;
const securePort = 465;

/** Sends alerts by SMTP, each on a connection of its own. */
export function alertMail({ url, from, timeoutMs, isOpen }: SmtpSettings) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? securePort : submissionPort) : Number(port),
    secure,
    requireTLS: !isOpen,
    // a certificate of one's own making will do for a server of one's own machine
    tls: { rejectUnauthorized: !isOpen },
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
    ...{ dnsTimeout: timeoutMs, socketCloseTimeout: 0, maxResponseSize: 64 * 1_024 },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const domain = from
    .slice(from.lastIndexOf('@') + 1)
    .replace('>', '')
    .trim();
  const channel: AlertChannel = {
    accepts: () => true,
    send: ({ deliveryId, address, message }) =>
      withinDeadline(timeoutMs, async (signal): Promise<AlertReceipt> => {
        await transport.sendMail({
          ...{ from, to: { name: '', address }, subject: message.title, text: message.text, signal },
          // the same each time, so that a mailbox can tell a repetition
          messageId: `<${deliveryId}@${domain}>`,
          headers: { 'Atende-Delivery': deliveryId, 'Auto-Submitted': 'auto-generated' },
        });
        return { outcome: 'delivered' };
      }).catch(failureOf),
  };
  return {
    channel,
    /** Connects, greets and signs in, and sends nothing: the code of what is wrong, or nothing. */
    whyNot: (): Promise<string | undefined> =>
      withinDeadline(timeoutMs, () => transport.verify()).then(
        () => undefined,
        (error: unknown) => codeOf(error as SmtpError),
      ),
  };
}

type SmtpError = Error & { readonly code?: string; readonly responseCode?: number };

/** Nothing of what the server said: it may quote an address. */
function codeOf({ name, code = '', responseCode = 0 }: SmtpError): string {
  if (name === 'TimeoutError') return 'timeout';
  const about = responseCode > 0 ? String(responseCode) : code.toLowerCase();
  return `smtp-${about === '' ? 'failure' : about}`;
}

function failureOf(error: SmtpError): AlertReceipt {
  const { code = '', responseCode = 0 } = error;
  // of the address or the message; whoever may not sign in is refused as a whole, and that passes
  const isRefused = responseCode >= 500 && /^(?:EENVELOPE|EMESSAGE)$/.test(code);
  return { outcome: 'failed', code: codeOf(error), isRefused };
}

/** Where no mail server is known. */
export const noAlertMail: AlertChannel = {
  accepts: () => false,
  send: async () => ({ outcome: 'failed', code: 'no-mail-server', isRefused: true }),
};
