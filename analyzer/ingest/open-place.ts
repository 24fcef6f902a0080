/** Opens the place of a source by its kind. What speaks to other machines is loaded when a source asks for it. */
import type { ReadySource } from './describe-recording.ts';
import { folderPlace } from './folder/folder-place.ts';
import type { Place } from './place.ts';
import type { DownloadParts } from './remote/download.ts';

/** Secrets of the product's settings, for sources that name no files of their own. */
export interface SourceSecrets {
  s3AccessKey: string | undefined;
  s3SecretKey: string | undefined;
  sftpPassword: string | undefined;
}

export interface PlaceParts extends DownloadParts {
  secrets: SourceSecrets;
}

/** The place; nothing is connected to before it is asked. */
export async function openPlace({ source, rawSound }: ReadySource, parts: PlaceParts): Promise<Place> {
  if (source.kind === 'folder') return folderPlace(source, rawSound);
  if (source.kind === 's3') {
    const { s3Place } = await import('./s3/s3-place.ts');
    const { s3AccessKey: accessKey, s3SecretKey: secretKey } = parts.secrets;
    return s3Place(source, rawSound, { accessKey, secretKey }, parts);
  }
  const { sftpPlace } = await import('./sftp/sftp-place.ts');
  return sftpPlace(source, rawSound, parts.secrets.sftpPassword, parts);
}
