/** Files that are no recordings at all, or recordings and something else at once. */
import { bytesOf, wav } from '../../unit/sound/hand-made.ts';
import type { RealFiles } from './container-classes.ts';
import { type HostileClass, type HostileFile, listed, steps } from './hostile-class.ts';

const named = (name: string, bytes: Uint8Array): HostileFile => ({ name, bytes });
const text = (...lines: string[]) => Buffer.from(`${lines.join('\n')}\n`);
const targets = [
  'victim.wav',
  '../victim.wav',
  '/etc/passwd',
  'file:victim.wav',
  'concat:victim.wav|victim.wav',
  'subfile,,start,0,end,9,,:victim.wav',
];

/** `canary` is the address of a server that must never be asked. */
export function foreignClasses(real: RealFiles, canary: string): HostileClass[] {
  const all = [
    ...targets,
    canary,
    `${canary}/x.ts`,
    'crypto:victim.wav',
    'data:audio/wav;base64,AAAA',
    'tcp://127.0.0.1:1',
    'pipe:0',
  ];
  return [
    listed('playlist: HLS', 'refused', all, (target) =>
      text('#EXTM3U', '#EXT-X-TARGETDURATION:10', '#EXT-X-MEDIA-SEQUENCE:0', '#EXTINF:10,', target, '#EXT-X-ENDLIST'),
    ),
    listed('playlist: HLS with keys and maps', 'refused', all, (target) =>
      text(
        '#EXTM3U',
        `#EXT-X-KEY:METHOD=AES-128,URI="${target}"`,
        `#EXT-X-MAP:URI="${target}"`,
        '#EXTINF:10,',
        'victim.wav',
      ),
    ),
    listed('playlist: ffconcat', 'refused', all, (target) =>
      text('ffconcat version 1.0', `file '${target}'`, 'duration 5'),
    ),
    listed('playlist: SDP', 'refused', all, (target) =>
      text('v=0', 'o=- 0 0 IN IP4 127.0.0.1', `s=${target}`, 'c=IN IP4 127.0.0.1', 't=0 0', 'm=audio 9 RTP/AVP 0'),
    ),
    listed('playlist: DASH, SMIL, XSPF, ASX', 'refused', all, (target, random) => {
      const forms = [
        `<MPD><BaseURL>${target}</BaseURL></MPD>`,
        `<smil><audio src="${target}"/></smil>`,
        `<playlist><location>${target}</location></playlist>`,
        `<asx><ref href="${target}"/></asx>`,
      ];
      return text('<?xml version="1.0"?>', forms[Math.floor(random() * forms.length)] ?? '');
    }),
    listed('playlist: plain lists', 'refused', all, (target, random) =>
      random() < 0.5 ? text(target, target) : text('[playlist]', `File1=${target}`, 'NumberOfEntries=1'),
    ),
    listed(
      'archive',
      'refused',
      [
        'PK\x03\x04',
        'PK\x05\x06',
        '\x1f\x8b\x08',
        '7z\xbc\xaf\x27\x1c',
        'Rar!\x1a\x07',
        'BZh9',
        '\xfd7zXZ\0',
        '\x28\xb5\x2f\xfd',
        'MSCF',
        '!<arch>\n',
        '\x04\x22\x4d\x18',
        'LZIP',
      ],
      (magic, random) =>
        bytesOf(
          magic,
          Uint8Array.from({ length: 50_000 }, () => Math.floor(random() * 256)),
        ),
    ),
    listed(
      'program',
      'refused',
      [
        '\x7fELF\x02\x01\x01',
        'MZ\x90\0',
        '#!/bin/sh\nreboot\n',
        '\xca\xfe\xba\xbe',
        '\xcf\xfa\xed\xfe',
        'dex\n035',
        '\0asm\x01\0\0\0',
        '@echo off\r\n',
        '<?php system(1);',
        'import os\n',
        '\x04\x04\x04\x04',
        'LZ',
      ],
      (magic) => bytesOf(magic, new Uint8Array(20_000)),
    ),
    listed(
      'picture, film, document',
      'refused',
      [
        '\x89PNG\r\n\x1a\n',
        '\xff\xd8\xff\xe0',
        'GIF89a',
        'BM',
        'II*\0',
        '%PDF-1.7',
        '{\\rtf1',
        '\xd0\xcf\x11\xe0',
        '<svg xmlns="x">',
        '<!DOCTYPE html>',
        '\x30\x26\xb2\x75\x8e\x66\xcf\x11',
        'FLV\x01\x05',
      ],
      (magic) => bytesOf(magic, new Uint8Array(20_000)),
    ),
    listed('text bombs', 'refused', steps, (share) => {
      const entities = Array.from(
        { length: 1 + Math.round(share * 20) },
        (_, i) => `<!ENTITY a${i + 1} "&a${i};&a${i};">`,
      );
      return text('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">', ...entities, `]><x>&a${entities.length};</x>`);
    }),
    listed('noise', 'defined', steps, (share, random) =>
      Uint8Array.from({ length: 1 + Math.round(share * 300_000) }, () => Math.floor(random() * 256)),
    ),
    listed('one byte, many times', 'defined', [0, 1, 9, 10, 32, 48, 64, 127, 128, 213, 254, 255], (value) =>
      new Uint8Array(100_000).fill(value),
    ),
    listed(
      'next to nothing',
      'refused',
      [
        '',
        '\0',
        'R',
        'RIFF',
        'RIFF\0\0\0\0',
        'RIFF\0\0\0\0WAVE',
        'OggS',
        'fLaC',
        'ID3',
        '#!AMR',
        '\x1a\x45\xdf\xa3',
        '\0\0\0\x18ftyp',
      ],
      (head) => bytesOf(head),
    ),
    listed(
      'two things at once',
      'defined',
      [
        'PK\x03\x04',
        '<html><script>alert(1)</script>',
        '%PDF-1.7',
        '#!/bin/sh\n',
        '\x7fELF',
        '#EXTM3U\nvictim.wav\n',
      ].flatMap((tail) => [[tail, 'wav'] as const, [tail, 'mp3'] as const]),
      ([tail, kind]) => bytesOf(kind === 'wav' ? wav() : real.mp3, tail.repeat(100)),
    ),
    listed(
      'names that mean something to a shell',
      'taken',
      [
        '-y.wav',
        '$(touch pwned).wav',
        '`touch pwned`.wav',
        '|touch pwned.wav',
        'a%03d.wav',
        'quote\'".wav',
        'line\nbreak.wav',
        'rtl\u202egnp.wav',
        'pipe:0',
        'concat:victim.wav|victim.wav',
        `${'д'.repeat(125)}.wav`,
        `${'x'.repeat(251)}.wav`,
      ],
      (name) => named(name, wav()),
    ),
    listed(
      'names of another kind',
      'taken',
      [
        'call.mp3',
        'call.txt',
        'call',
        '.wav',
        'call.wav.exe',
        'CALL.WAV',
        'call.m3u8',
        'call.sdp',
        'call.pdf',
        'CON.wav',
        'call;v=1.wav',
        'ca\u0301ll\u200b.wav',
      ],
      (name) => named(name, wav()),
    ),
  ];
}
