/** Errors of the disk in words: the folder, the cause, the way out; nothing else is taken for one. */
import { describe, expect, it } from 'vitest';
import { diskError } from '../../../analyzer/platform/disk-fault.ts';
import { KamertonError } from '../../../analyzer/platform/errors.ts';

const fault = (code: string, path?: string, syscall = 'open') =>
  Object.assign(new Error(code), { code, path, syscall });

describe('a fault of the disk', () => {
  it.each([
    [fault('EROFS', '/data/recordings/incoming/5b0e'), '…/recordings/incoming', 'EROFS', 'только для чтения'],
    [fault('EACCES', '/data/recordings/incoming', 'mkdir'), '…/recordings/incoming', 'EACCES', 'chown'],
    [fault('EIO', '/data/recordings/whole/ab/ab12', 'read'), '…/whole/ab', 'EIO', 'dmesg'],
    [fault('SQLITE_READONLY_DBMOVED'), 'state', 'SQLITE_READONLY_DBMOVED', 'только для чтения'],
    [fault('SQLITE_IOERR_READ'), 'state', 'SQLITE_IOERR_READ', 'проверьте диск'],
  ])('%s', (error, folder, code, way) => {
    const told = diskError(error);
    expect(told).toMatchObject({ code: 'disk_fault', cause: error });
    expect(told?.message.startsWith(`папка ${folder} недоступна (${code}): `)).toBe(true);
    expect(told?.message).toContain(way);
    expect(told?.message).not.toContain('5b0e');
  });

  it('no room stays no room', () => {
    expect(diskError(fault('ENOSPC', '/data/x'))).toMatchObject({ code: 'no_room' });
    expect(diskError(fault('SQLITE_FULL'))).toMatchObject({ code: 'no_room' });
  });

  it.each([
    fault('ENOENT', '/data/x'),
    fault('EACCES', '/usr/bin/whisper', 'spawn /usr/bin/whisper'),
    fault('EACCES', undefined, 'connect'),
    fault('ECONNREFUSED', undefined, 'connect'),
    new KamertonError('bad_input', 'нет'),
    new Error('x'),
    null,
    'EIO',
  ])('%s is none', (error) => {
    expect(diskError(error)).toBeNull();
  });
});
