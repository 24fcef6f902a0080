/** A connection to a server of SFTP whose key is known beforehand. */
import { createHash } from 'node:crypto';
import ssh2, { type ConnectConfig, type SFTPWrapper } from 'ssh2';
import { secretOf } from '../remote/secret-file.ts';
import type { SftpSource } from '../source.ts';
import { sftpFault, sftpProblem } from './sftp-fault.ts';

const connectWithinMs = 20_000;
const answerWithinMs = 60_000;

export interface SftpSession {
  /** Runs one operation of the connection; one that gets no answer ends the connection. */
  ask<T>(
    operation: (sftp: SFTPWrapper, done: (error: Error | null | undefined, value?: T) => void) => void,
  ): Promise<T>;
  isClosed(): boolean;
  end(): void;
}

/** The fingerprint as `ssh-keygen -l` prints it. */
const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

/**
 * Connects. Nothing secret is sent before the server has shown one of the keys that the source names.
 * @throws KamertonError `source_unavailable` naming the cause and the way out
 */
export async function openSftp(source: SftpSource, password: string | undefined): Promise<SftpSession> {
  const { host, port, user: username } = source;
  const secrets = await secretsOf(source, password);
  const client = new ssh2.Client();
  let shown: { type: string; fingerprint: string } | null = null;
  const sftp = await new Promise<SFTPWrapper>((resolve, reject) => {
    const failed = (error: unknown) => {
      client.end();
      reject(shown === null ? sftpFault(error, source) : strangeKey(source, shown));
    };
    client.on('error', failed);
    client.on('close', () => failed(new Error('closed')));
    client.on('ready', () => client.sftp((error, opened) => (error ? failed(error) : resolve(opened))));
    // Servers that ask in a dialogue (PAM) ask for the password.
    client.on('keyboard-interactive', (_name, _how, _language, prompts, answer) => {
      answer(prompts.map(() => secrets.password ?? ''));
    });
    client.connect({
      host,
      port,
      username,
      ...secrets,
      tryKeyboard: secrets.password !== undefined,
      readyTimeout: connectWithinMs,
      keepaliveInterval: 15_000,
      keepaliveCountMax: 3,
      hostVerifier: (key: Buffer) => {
        const fingerprint = fingerprintOf(key);
        if (source.host_key.includes(fingerprint)) return true;
        shown = { type: typeOf(key), fingerprint };
        return false;
      },
    });
  });
  // Later faults of the connection end what is asked of it; without a listener they would end the process.
  sftp.on('error', () => {});
  let closed = false;
  client.once('close', () => {
    closed = true;
  });
  return {
    ask: (operation) =>
      new Promise((resolve, reject) => {
        const done = (error: unknown, value?: unknown) => {
          clearTimeout(timer);
          client.removeListener('close', broken);
          if (error) reject(error);
          else resolve(value as never);
        };
        const broken = () => done(new Error('closed'));
        const timer = setTimeout(() => {
          client.destroy();
          broken();
        }, answerWithinMs);
        client.once('close', broken);
        // Of a connection that is gone nothing ever answers.
        if (closed) return broken();
        try {
          operation(sftp, done);
        } catch (error) {
          done(error);
        }
      }),
    isClosed: () => closed,
    end: () => client.end(),
  };
}

async function secretsOf(
  source: SftpSource,
  fallback: string | undefined,
): Promise<Pick<ConnectConfig, 'privateKey' | 'passphrase' | 'password'>> {
  const { private_key_file, passphrase_file, password_file } = source;
  const password = await secretOf(password_file, private_key_file === undefined ? fallback : undefined);
  const privateKey = await secretOf(private_key_file, undefined);
  if (privateKey === undefined && password === undefined)
    throw sftpProblem(source, 'нечем войти; задайте private_key_file, password_file или KAMERTON_SFTP_PASSWORD');
  if (privateKey === undefined) return password === undefined ? {} : { password };
  const passphrase = await secretOf(passphrase_file, undefined);
  if (ssh2.utils.parseKey(privateKey, passphrase) instanceof Error)
    throw sftpProblem(source, `закрытый ключ ${private_key_file} не читается; проверьте файл и passphrase_file`);
  return {
    privateKey,
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(password === undefined ? {} : { password }),
  };
}

/** The name of a key's kind stands at the front of its wire form: four bytes of length, then the name. */
const typeOf = (key: Buffer): string =>
  key
    .subarray(4, 4 + Math.min(key.length < 4 ? 0 : key.readUInt32BE(0), 40))
    .toString('latin1')
    .replace(/[^\w@.-]/g, '');

function strangeKey(source: SftpSource, { type, fingerprint }: { type: string; fingerprint: string }) {
  const { host, port, host_key: known } = source;
  return sftpProblem(
    source,
    known.length === 0
      ? `сервер ${host}:${port} показал ключ ${type} ${fingerprint}; сверьте его с администратором сервера и впишите "host_key": "${fingerprint}"`
      : `ключ сервера ${host}:${port} не тот, что вписан: показан ${type} ${fingerprint}; ничего не отправлено – узнайте у администратора сервера, менялся ли ключ`,
  );
}
