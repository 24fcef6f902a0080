/** Fingerprints of files and folders, for stamps that say what a built thing was built from. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** SHA-256 of a file, hexadecimal; empty when there is none. */
export function fileFingerprint(file) {
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : '';
}

/** SHA-256 over names and contents of all files below a folder, without the named entries of its top. */
export function folderFingerprint(folder, without) {
  const hash = createHash('sha256');
  const walk = (at, prefix) => {
    const entries = readdirSync(at, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const name = prefix + entry.name;
      if (without.includes(name)) continue;
      if (entry.isDirectory()) walk(join(at, entry.name), `${name}/`);
      else if (entry.isFile()) hash.update(`${name}\0${fileFingerprint(join(at, entry.name))}\0`);
    }
  };
  walk(folder, '');
  return hash.digest('hex');
}

/** The text of a stamp file; empty when there is none. */
export function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}
