/** A server of SFTP for tests: OpenSSH's own sftp-server behind the transport of ssh2, with faults on demand. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import ssh2 from 'ssh2';

const program = '/usr/lib/openssh/sftp-server';
export const sftpUser = { user: 'ats', password: 'пароль от АТС' };

export interface SftpServer {
  port: number;
  /** As `ssh-keygen -l` prints it. */
  hostKey: string;
  /** Private key that is let in, OpenSSH's form, and the same under a passphrase. */
  privateKey: string;
  /** The next so many connections are cut after some bytes of what they download. */
  cut(times: number): void;
  /** Connections that got as far as a wrong or right password, by outcome. */
  met: { refused: number; letIn: number };
  stop(): Promise<void>;
}

const cutAfterBytes = 6_000;

/** Starts it on a free port of this machine. It shows the files of this machine as the tests' own user sees them. */
export async function startSftpServer(): Promise<SftpServer> {
  const { utils, Server } = ssh2;
  const [host, person] = [utils.generateKeyPairSync('ed25519'), utils.generateKeyPairSync('ed25519')];
  const allowed = keyOf(person.public);
  const sockets = new Set<Socket>();
  const met = { refused: 0, letIn: 0 };
  let cuts = 0;

  const ssh = new Server({ hostKeys: [host.private] });
  const outer = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    ssh.injectSocket(socket);
  });
  ssh.on('connection', (connection) => {
    connection.on('error', () => {});
    connection.on('authentication', (attempt) => {
      const right =
        attempt.username === sftpUser.user &&
        ((attempt.method === 'password' && attempt.password === sftpUser.password) ||
          (attempt.method === 'publickey' &&
            attempt.key.data.equals(allowed.getPublicSSH()) &&
            (!attempt.signature || allowed.verify(attempt.blob ?? '', attempt.signature, attempt.hashAlgo) === true)));
      if (attempt.method !== 'none') met[right ? 'letIn' : 'refused'] += 1;
      if (right) attempt.accept();
      else attempt.reject(['password', 'publickey']);
    });
    connection.on('session', (acceptSession) => {
      acceptSession().on('subsystem', (accept: () => ssh2.ServerChannel) => {
        const channel = accept();
        const server = spawn(program, ['-e', '-l', 'QUIET'], { stdio: ['pipe', 'pipe', 'ignore'] });
        channel.on('error', () => {});
        server.stdin.on('error', () => {});
        channel.pipe(server.stdin);
        let sent = 0;
        server.stdout.on('data', (chunk: Buffer) => {
          sent += chunk.length;
          if (cuts > 0 && sent > cutAfterBytes) {
            cuts -= 1;
            for (const socket of sockets) socket.destroy();
          } else channel.write(chunk);
        });
        channel.on('close', () => server.kill());
        server.on('close', () => channel.end());
      });
    });
  });
  outer.listen(0, '127.0.0.1');
  await once(outer, 'listening');
  return {
    port: (outer.address() as AddressInfo).port,
    hostKey: `SHA256:${createHash('sha256').update(keyOf(host.public).getPublicSSH()).digest('base64').replace(/=+$/, '')}`,
    privateKey: person.private,
    cut: (times) => {
      cuts = times;
    },
    met,
    async stop() {
      for (const socket of sockets) socket.destroy();
      outer.close();
      await once(outer, 'close');
    },
  };
}

function keyOf(text: string): ssh2.ParsedKey {
  const parsed = ssh2.utils.parseKey(text);
  if (parsed instanceof Error) throw parsed;
  return Array.isArray(parsed) ? (parsed[0] as ssh2.ParsedKey) : parsed;
}
