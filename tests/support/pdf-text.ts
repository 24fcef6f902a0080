/** The text of a PDF that Chromium wrote, as a reader's copy and paste would get it; and its number of pages. */
import { inflateSync } from 'node:zlib';

interface PdfObject {
  /** The dictionary and whatever else stands before the stream. */
  head: string;
  stream: string;
}

/** Pages in the order of the file, each with its text; words may stand apart where the page sets them apart. */
export function readPdf(pdf: Buffer): string[] {
  const objects = objectsOf(pdf);
  const at = (reference: string | undefined) => objects.get(Number(reference));
  const pages = [...objects.values()].filter(({ head }) => /\/Type\s*\/Page\b/.test(head));
  return pages.map(({ head }) => {
    const resources = /\/Resources\s+(\d+) 0 R/.exec(head)?.[1];
    const fontList =
      /\/Font\s*<<([^>]*)>>/.exec(resources === undefined ? head : (at(resources)?.head ?? ''))?.[1] ?? '';
    const fonts = new Map<string, Map<string, string>>();
    for (const [, name = '', font] of fontList.matchAll(/\/(\w+)\s+(\d+) 0 R/g)) {
      const signs = /\/ToUnicode\s+(\d+) 0 R/.exec(at(font)?.head ?? '')?.[1];
      fonts.set(name, unicodeOf(at(signs)?.stream ?? ''));
    }
    const content = /\/Contents\s+(\d+) 0 R/.exec(head)?.[1];
    return textOf(at(content)?.stream ?? '', fonts);
  });
}

function objectsOf(pdf: Buffer): Map<number, PdfObject> {
  const text = pdf.toString('latin1');
  const objects = new Map<number, PdfObject>();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\s([\s\S]*?)(?:endobj|stream\r?\n)/g)) {
    const [whole, number, head = ''] = match;
    const from = match.index + whole.length;
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const bytes = pdf.subarray(from, from + length);
    const packed = /\/FlateDecode/.test(head);
    const stream = whole.endsWith('endobj') ? '' : (packed ? unpack(bytes) : bytes).toString('latin1');
    objects.set(Number(number), { head, stream });
  }
  return objects;
}

function unpack(bytes: Buffer): Buffer {
  try {
    return inflateSync(bytes);
  } catch {
    return Buffer.alloc(0);
  }
}

/** A font's signs (hexadecimal) to Unicode: `bfchar` and `bfrange` of its ToUnicode map. */
function unicodeOf(map: string): Map<string, string> {
  const signs = new Map<string, string>();
  const set = (code: number, unicode: number) =>
    signs.set(code.toString(16).padStart(4, '0'), String.fromCodePoint(unicode));
  for (const [, list = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = '', unicode = ''] of list.matchAll(/<(\w+)>\s*<(\w+)>/g))
      set(Number.parseInt(code, 16), Number.parseInt(unicode, 16));
  }
  for (const [, list = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, first = '', last = '', unicode = ''] of list.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const from = Number.parseInt(first, 16);
      for (let code = from; code <= Number.parseInt(last, 16); code++)
        set(code, Number.parseInt(unicode, 16) + code - from);
    }
  }
  return signs;
}

function textOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> = new Map();
  let text = '';
  for (const [token, name, hex] of content.matchAll(/\/(\w+)\s+[\d.]+\s+Tf|<([0-9A-Fa-f]+)>|\b(?:T[dm]|ET)\b/g)) {
    if (name !== undefined) font = fonts.get(name) ?? new Map();
    else if (hex !== undefined)
      text += (hex.match(/.{4}/g) ?? []).map((code) => font.get(code.toLowerCase()) ?? '').join('');
    else if (token === 'ET') text += '\n';
  }
  return text;
}
