/** A client of a service of the S3 protocol: Amazon's own, MinIO, Ceph, Yandex Object Storage, VK Cloud, Selectel. */
import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { S3Client } from '@aws-sdk/client-s3';
import { KamertonError } from '../../platform/errors.ts';
import { secretOf } from '../remote/secret-file.ts';
import type { S3Source } from '../source.ts';

/** The keys of the product's settings, for sources that name none. */
export interface S3Keys {
  accessKey: string | undefined;
  secretKey: string | undefined;
}

const connectWithinMs = 10_000;
/** The answer must begin within this time; a body is watched by whoever reads it. */
const answerWithinMs = 30_000;

/** A client with the source's keys. @throws KamertonError `source_unavailable` without keys or without the named certificate */
export async function s3Client(source: S3Source, keys: S3Keys): Promise<S3Client> {
  const [accessKeyId, secretAccessKey] = [
    await secretOf(source.access_key_file, keys.accessKey),
    await secretOf(source.secret_key_file, keys.secretKey),
  ];
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw unavailable(
      source,
      'нет ключа доступа; задайте KAMERTON_S3_ACCESS_KEY и KAMERTON_S3_SECRET_KEY или access_key_file и secret_key_file',
    );
  return new S3Client({
    endpoint: source.endpoint,
    region: source.region,
    forcePathStyle: source.path_style,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 2,
    // Many services know no checksums but MD5.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: connectWithinMs,
      socketTimeout: answerWithinMs,
      httpsAgent: { keepAlive: true, maxSockets: 16, ...(await certificates(source)) },
      httpAgent: { keepAlive: true, maxSockets: 16 },
    },
  });
}

async function certificates(source: S3Source): Promise<{ ca?: string[] }> {
  if (source.ca_file === undefined) return {};
  const own = await readFile(source.ca_file, 'utf8').catch(() => {
    throw unavailable(source, `файл сертификатов ${source.ca_file} не читается; проверьте путь и права`);
  });
  return { ca: [...rootCertificates, own] };
}

const unavailable = ({ name }: S3Source, why: string) =>
  new KamertonError('source_unavailable', `источник ${name}: ${why}`);
