/** Name for a file that is put away where another of its name may lie. */
import { extname } from 'node:path';

/** `path`, or, where that is taken, the same with `mark` before the extension. */
export async function targetName(
  path: string,
  mark: string,
  isTaken: (path: string) => Promise<boolean>,
): Promise<string> {
  if (!(await isTaken(path))) return path;
  const extension = extname(path);
  return `${path.slice(0, path.length - extension.length)}-${mark.slice(0, 8)}${extension}`;
}
