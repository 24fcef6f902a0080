/** Sends letters by the company's mail server. */
import { createTransport } from 'nodemailer';
import { KamertonError } from '#platform';
import type { ApiConfig } from '../config.ts';

export interface Letter {
  /** The same id for the same letter: a letter that comes twice is one for the reader's program. */
  id: string;
  to: readonly string[];
  subject: string;
  text: string;
  attachments: readonly { name: string; mediaType: string; content: Buffer }[];
}

export interface Mailer {
  /** @throws KamertonError `store_unavailable` with the server's answer */
  send(letter: Letter): Promise<void>;
  /** Why letters may not go to the address, as one line; null when they may. */
  faultOf(address: string): string | null;
}

type MailConfig = Pick<ApiConfig, 'SMTP_URL' | 'SMTP_FROM' | 'SMTP_TLS' | 'SMTP_DOMAINS'>;

/** The mailer of the settings; null without a mail server. */
export function mailerOf({ SMTP_URL, SMTP_FROM, SMTP_TLS, SMTP_DOMAINS }: MailConfig): Mailer | null {
  if (SMTP_URL === undefined || SMTP_FROM === undefined) return null;
  const { protocol, hostname, port, username, password } = new URL(SMTP_URL);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    host: hostname,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(SMTP_TLS === 'off' && !secure ? { ignoreTLS: true } : { requireTLS: !secure }),
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
    // Attachments are ours: no path or address in a letter is ever opened.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const sender = SMTP_FROM.slice(SMTP_FROM.lastIndexOf('@') + 1).replace('>', '');
  return {
    async send({ id, to, subject, text, attachments }) {
      try {
        await transport.sendMail({
          from: SMTP_FROM,
          to: [...to],
          subject,
          text,
          messageId: `<${id}@${sender}>`,
          attachments: attachments.map(({ name, mediaType, content }) => ({
            filename: name,
            contentType: mediaType,
            content,
          })),
        });
      } catch (error) {
        const answer = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 200) : 'нет ответа';
        throw new KamertonError('store_unavailable', `почтовый сервер не принял письмо: ${answer}`, { cause: error });
      }
    },
    faultOf(address) {
      const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
      if (SMTP_DOMAINS.length === 0 || SMTP_DOMAINS.includes(domain)) return null;
      return `на адреса ${domain} письма не отправляются; разрешены: ${SMTP_DOMAINS.join(', ')}`;
    },
  };
}
