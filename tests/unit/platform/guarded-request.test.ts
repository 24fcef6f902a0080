/** Addresses that people give: what lies inside is never spoken to, whatever it is written like. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAddress, guardedRequest, isPublicAddress } from '../../../analyzer/platform/guarded-request.ts';

const open = { privateHosts: [], allowedHosts: null };

describe('A73 an address', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data',
    'https://169.254.169.254/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.0.0.1/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
    'https://10.1.2.3/',
    'https://172.31.255.255/',
    'https://192.168.0.1./',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://224.0.0.1/',
    'http://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'javascript:alert(1)',
    'https://user:pass@example.com/',
    'не адрес',
  ])('%s is refused', (text) => {
    expect(() => checkAddress(text, open)).toThrow('по этому адресу обращаться нельзя');
  });

  it('of the world is taken; a private one only by name', () => {
    expect(checkAddress('https://example.com/hook?x=1', open).host).toBe('example.com');
    const inside = { privateHosts: ['crm.local', '10.0.0.5'], allowedHosts: null };
    expect(checkAddress('http://crm.local:8080/hook', inside).port).toBe('8080');
    expect(checkAddress('http://10.0.0.5/', inside).hostname).toBe('10.0.0.5');
    expect(() => checkAddress('http://10.0.0.6/', inside)).toThrow('без https');
    expect(() => checkAddress('https://example.org/', { privateHosts: [], allowedHosts: ['example.com'] })).toThrow(
      'нет в списке разрешённых',
    );
  });

  it('whose name points inside is refused when it is looked up: localhost, and names of this machine', async () => {
    await expect(guardedRequest('https://localhost/', { method: 'GET', timeoutMs: 2_000 }, open)).rejects.toThrow(
      'имя указывает во внутреннюю сеть',
    );
  });

  it('is private for every address of the private networks', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.nat(255), fc.nat(255), (a, b, c) => {
        expect(isPublicAddress(`10.${a}.${b}.${c}`)).toBe(false);
        expect(isPublicAddress(`192.168.${a}.${b}`)).toBe(false);
        expect(isPublicAddress(`127.${a}.${b}.${c}`)).toBe(false);
        expect(isPublicAddress(`::ffff:10.${a}.${b}.${c}`)).toBe(false);
      }),
      { numRuns: 50 },
    );
    expect(['8.8.8.8', '93.184.216.34', '2606:2800:220:1::1'].map(isPublicAddress)).toEqual([true, true, true]);
    expect(isPublicAddress('example.com')).toBe(false);
  });
});
