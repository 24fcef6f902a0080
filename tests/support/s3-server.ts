/** A server of the S3 protocol for tests: one bucket in memory, signatures of version 4 checked, faults on demand. */
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const s3Keys = { accessKey: 'AKIATESTKAMERTON', secretKey: 'secret/of+the=tests' };

interface Stored {
  body: Buffer;
  etag: string;
  at: Date;
  storageClass: string;
}

export interface S3Server {
  url: string;
  bucket: string;
  objects: Map<string, Stored>;
  put(key: string, body: Uint8Array | string, storageClass?: string): void;
  /** Operations so far, by name. */
  asked: Map<string, number>;
  /** The next downloads are cut in the middle. */
  cut(times: number): void;
  /** Operations that the key has no right to. */
  denied: Set<string>;
  /** False: the bucket is gone. */
  bucketIsThere: boolean;
  stop(): Promise<void>;
}

const escaped = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const xml = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The code of S3's error when a request is not signed by the key, otherwise null. */
function signatureFault(request: IncomingMessage, body: Buffer): string | null {
  const { authorization = '' } = request.headers;
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
    authorization,
  );
  const [, credential = '', signed = '', signature] = parts ?? [];
  const [key, day = '', region = '', service = ''] = credential.split('/');
  if (parts === null) return 'AccessDenied';
  if (key !== s3Keys.accessKey) return 'InvalidAccessKeyId';
  const payload = String(request.headers['x-amz-content-sha256']);
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => `${escaped(name)}=${escaped(value)}`).sort();
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
  const canonical = [request.method, path, pairs.join('&'), headers.join(''), signed, payload].join('\n');
  const scope = [day, region, service, 'aws4_request'].join('/');
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const secret = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    (known, part) => hmac(known, part),
    `AWS4${s3Keys.secretKey}`,
  );
  return createHmac('sha256', secret).update(text).digest('hex') === signature ? null : 'SignatureDoesNotMatch';
}

const statusOf: Record<string, number> = {
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NotFound: 404,
  PreconditionFailed: 412,
  AccessDenied: 403,
  InvalidAccessKeyId: 403,
  SignatureDoesNotMatch: 403,
  InvalidObjectState: 403,
};

/** Starts it on a free port of this machine. */
export async function startS3Server(): Promise<S3Server> {
  let cuts = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    answer(request, Buffer.concat(chunks), response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const given: S3Server = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bucket: 'records',
    objects: new Map(),
    asked: new Map(),
    denied: new Set(),
    bucketIsThere: true,
    put(key, body, storageClass = 'STANDARD') {
      const bytes = Buffer.from(body);
      const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
      given.objects.set(key, { body: bytes, etag, at: new Date(), storageClass });
    },
    cut: (times) => {
      cuts = times;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return given;

  function answer(request: IncomingMessage, body: Buffer, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://s3');
    const [, bucket = '', ...names] = url.pathname.split('/');
    const key = names.map(decodeURIComponent).join('/');
    const copied = request.headers['x-amz-copy-source'];
    const operation = key === '' ? 'LIST' : copied !== undefined ? 'COPY' : (request.method ?? '');
    given.asked.set(operation, (given.asked.get(operation) ?? 0) + 1);
    const refuse = (code: string) => {
      const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>m</Message></Error>`;
      response.writeHead(statusOf[code] ?? 400, { 'content-type': 'application/xml' });
      response.end(request.method === 'HEAD' ? undefined : text);
    };
    const fault = signatureFault(request, body);
    if (fault !== null) return refuse(fault);
    if (given.denied.has(operation)) return refuse('AccessDenied');
    if (bucket !== given.bucket || !given.bucketIsThere) return refuse('NoSuchBucket');
    if (operation === 'LIST') return void response.end(listing(url.searchParams));
    if (operation === 'DELETE') {
      given.objects.delete(key);
      return void response.writeHead(204).end();
    }
    if (operation === 'PUT') {
      given.put(key, body);
      return void response.end();
    }
    const from = copied === undefined ? key : decodeURIComponent(String(copied)).replace(/^\/?[^/]+\//, '');
    const found = given.objects.get(from);
    if (found === undefined) return refuse(request.method === 'HEAD' ? 'NotFound' : 'NoSuchKey');
    if (operation === 'COPY') {
      given.put(key, found.body);
      const result = `<CopyObjectResult><ETag>${found.etag}</ETag></CopyObjectResult>`;
      return void response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${result}`);
    }
    const wanted = request.headers['if-match'];
    if (wanted !== undefined && wanted !== found.etag) return refuse('PreconditionFailed');
    if (found.storageClass === 'GLACIER') return refuse('InvalidObjectState');
    download(request, found, response);
  }

  function download(request: IncomingMessage, found: Stored, response: ServerResponse) {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const bytes = from === undefined ? found.body : found.body.subarray(Number(from), Number(to) + 1);
    const head = { etag: found.etag, 'last-modified': found.at.toUTCString(), 'content-length': bytes.length };
    response.writeHead(from === undefined ? 200 : 206, head);
    if (request.method === 'HEAD') return void response.end();
    if (cuts === 0 || bytes.length <= 4_096) return void response.end(bytes);
    cuts -= 1;
    response.write(bytes.subarray(0, 4_096), () => response.destroy());
  }

  /** Fifty entries a page, so that long listings go on. */
  function listing(query: URLSearchParams): string {
    const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter')];
    const after = query.get('continuation-token') ?? '';
    const [contents, folders]: [string[], Set<string>] = [[], new Set()];
    for (const key of [...given.objects.keys()].filter((one) => one.startsWith(prefix)).sort()) {
      const end = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
      if (end < 0) contents.push(key);
      else folders.add(key.slice(0, end + 1));
    }
    const all = [...contents, ...folders].sort().filter((one) => one > after);
    const page = all.slice(0, 50);
    const lines = page.map((one) => {
      const stored = given.objects.get(one);
      if (stored === undefined || folders.has(one))
        return `<CommonPrefixes><Prefix>${escaped(one)}</Prefix></CommonPrefixes>`;
      const size = `<Size>${stored.body.length}</Size><ETag>${xml(stored.etag)}</ETag>`;
      return `<Contents><Key>${escaped(one)}</Key><LastModified>${stored.at.toISOString()}</LastModified>${size}</Contents>`;
    });
    const more = all.length > page.length;
    const next = more ? `<NextContinuationToken>${xml(page.at(-1) ?? '')}</NextContinuationToken>` : '';
    return `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>${more}</IsTruncated>${next}${lines.join('')}</ListBucketResult>`;
  }
}
