import { describe, expect, it } from 'vitest';
import { PowerVmError } from '../power-vm-error.ts';
import { childPath, consolePath, uomPath } from './console-path.ts';

const vnic =
  '/rest/api/uom/LogicalPartition/1E6FC741-6253-4B69-B88B-8A44BED92145/VirtualNICDedicated/0c0c0c0c';

const accepted: readonly (readonly [href: string, path: string])[] = [
  [vnic, vnic],
  [`https://9.1.2.3:12443${vnic}`, vnic],
  [`http://localhost:12080${vnic}?group=None`, vnic],
  [`https://hmc7.example.com${vnic}#top`, vnic],
  [`HTTPS://HMC7${vnic}`, vnic],
  [`https://[fe80::1]:443${vnic}`, vnic],
  [`https://203.0.113.9${vnic}`, vnic],
  ['/rest/api/web/Logon', '/rest/api/web/Logon'],
  ['/rest/api/pcm/ManagedSystem/1/ProcessedMetrics', '/rest/api/pcm/ManagedSystem/1/ProcessedMetrics'],
  ['https://9.1.2.3:12443/rest/api/uom/jobs/1376478617707', '/rest/api/uom/jobs/1376478617707'],
];

const hostile: readonly string[] = [
  '',
  ' ',
  '/',
  '//',
  '//evil.example/rest/api/uom/ManagedSystem',
  '///rest/api/uom/ManagedSystem',
  '\\\\evil.example\\rest\\api\\uom\\ManagedSystem',
  '/\\evil.example/rest/api/uom/ManagedSystem',
  'https:\\\\evil.example\\rest\\api\\uom\\ManagedSystem',
  'https:/rest/api/uom/ManagedSystem',
  'https:///rest/api/uom/ManagedSystem',
  'https://evil.example',
  'https://evil.example/',
  'https://evil.example/other',
  'https://evil.example?/rest/api/uom/ManagedSystem',
  'https://evil.example#/rest/api/uom/ManagedSystem',
  'https://user@evil.example/rest/api/uom/ManagedSystem',
  'https://user:secret@9.1.2.3/rest/api/uom/ManagedSystem',
  'https://9.1.2.3:443@evil.example/rest/api/uom/ManagedSystem',
  'https://evil.example:port/rest/api/uom/ManagedSystem',
  'https://evil.example:1234567/rest/api/uom/ManagedSystem',
  'https://evil example/rest/api/uom/ManagedSystem',
  'https://-evil.example/rest/api/uom/ManagedSystem',
  'https://evil%2eexample/rest/api/uom/ManagedSystem',
  'https://ev\u0131l.example/rest/api/uom/ManagedSystem',
  'ftp://9.1.2.3/rest/api/uom/ManagedSystem',
  'file:///rest/api/uom/ManagedSystem',
  'file://localhost/rest/api/uom/ManagedSystem',
  'javascript:/rest/api/uom/ManagedSystem',
  'javascript:fetch("/rest/api/uom/ManagedSystem")',
  'data:text/xml,/rest/api/uom/ManagedSystem',
  'gopher://9.1.2.3/rest/api/uom/ManagedSystem',
  'unix:/run/docker.sock',
  'blob:https://9.1.2.3/rest/api/uom/ManagedSystem',
  'view-source:https://9.1.2.3/rest/api/uom/ManagedSystem',
  ' https://9.1.2.3/rest/api/uom/ManagedSystem',
  '\thttps://9.1.2.3/rest/api/uom/ManagedSystem',
  'ht\ntps://9.1.2.3/rest/api/uom/ManagedSystem',
  'nulljobs/1376474747145',
  'rest/api/uom/ManagedSystem',
  './rest/api/uom/ManagedSystem',
  '../rest/api/uom/ManagedSystem',
  '/rest/api',
  '/rest/api/',
  '/rest/api/uom',
  '/rest/api/uom/',
  '/rest/api/uom//ManagedSystem',
  '/rest/api/uom/ManagedSystem/',
  '/rest/api/uom/ManagedSystem/1//2',
  '/rest/api/admin/ManagedSystem',
  '/rest/api/UOM/ManagedSystem',
  '/rest/apiuom/ManagedSystem',
  '/REST/API/uom/ManagedSystem',
  '/prefix/rest/api/uom/ManagedSystem',
  '/login?next=/rest/api/uom/ManagedSystem',
  '/rest/api/uom/.',
  '/rest/api/uom/..',
  '/rest/api/uom/../web/Logon',
  '/rest/api/uom/../../../etc/passwd',
  '/rest/api/uom/ManagedSystem/..',
  '/rest/api/uom/ManagedSystem/./1',
  '/rest/api/uom/ManagedSystem/...',
  '/rest/api/uom/%2e%2e/web/Logon',
  '/rest/api/uom/%2E%2E%2Fweb/Logon',
  '/rest/api/uom/..%2f..%2fetc',
  '/rest/api/uom/..%5c..%5cetc',
  '/rest/api/uom/%252e%252e/Logon',
  '/rest/api/uom/ManagedSystem%00',
  '/rest/api/uom/ManagedSystem\u0000',
  '/rest/api/uom/ManagedSystem;jsessionid=1',
  '/rest/api/uom/..;/web/Logon',
  '/rest/api/uom/Managed System',
  '/rest/api/uom/ManagedSystem\r\nX-API-Session: stolen',
  '/rest/api/uom/ManagedSystem HTTP/1.1\r\nHost: evil.example',
  '/rest/api/uom/ManagedSystem\n',
  '/rest/api/uom/Managed\u2044System',
  '/rest/api/uom/\uff0e\uff0e/web/Logon',
  '/rest/api/uom/<script>',
  '/rest/api/uom/"quoted"',
  '/rest/api/uom/{uuid}',
  `/rest/api/uom/${'A'.repeat(3_000)}`,
];

function refusalOf(href: string): PowerVmError {
  try {
    return expect.fail(`accepted as ${consolePath(href)}`);
  } catch (error) {
    if (error instanceof PowerVmError) return error;
    throw error;
  }
}

describe('consolePath', () => {
  it.each(accepted)('reduces %s', (href, path) => {
    expect(consolePath(href)).toBe(path);
  });

  it.each(hostile)('refuses %j', (href) => {
    const refused = refusalOf(href);
    expect(refused.code).toBe('HREF_REFUSED');
    expect(refused.message).toMatch(/^The href .* is refused: /);
  });

  it('keeps credentials of an href out of its message', () => {
    expect(() => consolePath('https://user:secret@9.1.2.3/rest/api/uom/ManagedSystem')).toThrowError(
      'The href "https://*******@9.1.2.3/rest/api/uom/ManagedSystem" is refused',
    );
  });

  it('builds paths of checked segments only', () => {
    expect(childPath(uomPath('ManagedSystem', '1'), 'VirtualIOServer')).toBe(
      '/rest/api/uom/ManagedSystem/1/VirtualIOServer',
    );
    expect(() => uomPath('ManagedSystem', '../../web/Logon')).toThrowError('dot segments');
  });
});

describe('any combination of scheme, host, path and ending', () => {
  const schemes = ['', '//', 'https://', 'HTTP://', 'https:', 'ftp://', 'https:\\\\'];
  const hosts = [
    '',
    'evil.example',
    '9.1.2.3:443',
    '[::1]:12443',
    'a@evil.example',
    'evil.example\\@9.1.2.3',
  ];
  const paths = ['/rest/api/uom/X/1', '/rest/api/uom/../web/Logon', '/rest/api/uom/%2e%2e/X', '/rest/api/x'];
  const endings = ['', '?group=None', '#/../..', '\r\nHost: evil', '/../../../etc'];
  const hrefs = schemes.flatMap((scheme) =>
    hosts.flatMap((host) =>
      paths.flatMap((path) => endings.map((ending) => `${scheme}${host}${path}${ending}`)),
    ),
  );

  it('is refused, or leads to one plain path on the own host', () => {
    expect(hrefs.length).toBeGreaterThan(200);
    for (const href of hrefs) {
      const path = pathOf(href);
      if (path === undefined) continue;
      const url = new URL(path, 'https://own.example');
      expect([url.origin, url.pathname, url.search, url.hash]).toEqual(['https://own.example', path, '', '']);
      expect(path).toBe('/rest/api/uom/X/1');
    }
    expect(hrefs.filter((href) => pathOf(href) !== undefined).length).toBeGreaterThan(10);
  });
});

function pathOf(href: string): string | undefined {
  try {
    return consolePath(href);
  } catch (failure) {
    expect(failure).toMatchObject({ name: 'PowerVmError', code: 'HREF_REFUSED' });
    expect((failure as Error).message).not.toMatch(/[\r\n]/);
    return undefined;
  }
}
