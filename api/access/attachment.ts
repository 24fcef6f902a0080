/** The Content-Disposition of a file for saving (RFC 6266): any name becomes one that changes neither header nor disk. */

const endings: Record<string, string> = {
  'audio/wav': 'wav',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/flac': 'flac',
  'audio/mp4': 'm4a',
  'audio/webm': 'webm',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'text/csv': 'csv',
  'application/yaml': 'yaml',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

/** `name` is what people call the thing; the ending follows from the media type. */
export function attachment(name: string, mediaType: string): string {
  const clean =
    name
      .replace(/[\p{C}/\\:*?"<>|]/gu, '_')
      .replace(/^\.+/, '')
      .slice(0, 120) || 'файл';
  const file = `${clean}.${endings[mediaType.replace(/;.*/, '')] ?? 'bin'}`;
  const plain = file.replace(/[^\x20-\x7e]/g, '_').replace(/[%;']/g, '_');
  const encoded = encodeURIComponent(file).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
