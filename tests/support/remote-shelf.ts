/** A bucket and a folder on a server of SFTP, told alike: what lies there, and what goes wrong on the way. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type S3Server, s3Keys, startS3Server } from './s3-server.ts';
import { type SftpServer, sftpUser, startSftpServer } from './sftp-server.ts';

export interface RemoteShelf {
  /** What `sources.json` says of it. */
  source: Record<string, unknown>;
  put(path: string, content: Uint8Array | string): void;
  /** Paths that lie there, sorted. */
  names(): string[];
  read(path: string): string;
  /** The next downloads break off in the middle. */
  cut(times: number): void;
  /** Where `at_source` finds the path. */
  at(path: string): string;
  stop(): Promise<void>;
}

export const remoteSecrets = {
  s3AccessKey: s3Keys.accessKey,
  s3SecretKey: s3Keys.secretKey,
  sftpPassword: sftpUser.password,
};

/** Under a prefix with letters that addresses have to escape. */
export async function s3Shelf(): Promise<RemoteShelf & { server: S3Server }> {
  const server = await startS3Server();
  const prefix = 'записи ц/с+р/';
  const { url: endpoint, bucket } = server;
  return {
    server,
    source: { kind: 's3', endpoint, allow_http: true, bucket, prefix },
    put: (path, content) => server.put(`${prefix}${path}`, content),
    names: () => [...server.objects.keys()].map((key) => key.slice(prefix.length)).sort(),
    read: (path) => server.objects.get(`${prefix}${path}`)?.body.toString() ?? '',
    cut: (times) => server.cut(times),
    at: (path) => `${prefix}${path}`,
    stop: () => server.stop(),
  };
}

/** Over a folder of this machine. */
export async function sftpShelf(folder: string): Promise<RemoteShelf & { server: SftpServer }> {
  const server = await startSftpServer();
  const at = (path: string) => join(folder, path);
  const { port, hostKey: host_key } = server;
  return {
    server,
    source: { kind: 'sftp', host: '127.0.0.1', port, user: sftpUser.user, folder, host_key },
    put(path, content) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), content);
    },
    names: () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .sort(),
    read: (path) => (existsSync(at(path)) ? readFileSync(at(path), 'utf8') : ''),
    cut: (times) => server.cut(times),
    at,
    stop: () => server.stop(),
  };
}
