import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { recordedBody } from '../src/recording/recorded-body.ts';
import { readXml } from '../src/xml/read-xml.ts';
import { contestedPlaces, notRecorded, notServed } from './not-served.ts';
import { type Served, serveEverything } from './serve-everything.ts';
import { type Structure, structureOf } from './structure-of.ts';

const recordings = fileURLToPath(new URL('../../../../shared/recordings/', import.meta.url));
const isThere = existsSync(recordings);
if (!isThere) console.warn(`no recordings in ${recordings}: the structure of answers is not compared`);

/** Which recordings show a type. */
const recordedTypes = {
  ManagedSystem: ['sys_with_sriov.txt', 'managedsystem.txt'],
  VirtualIOServer: ['fake_vios_ssp_npiv.txt', 'fake_vios_feed.txt'],
  LogicalPartition: ['fake_lpar_feed.txt', 'lpar.txt'],
  VirtualNICDedicated: ['vnic_feed.txt'],
  SRIOVEthernetLogicalPort: ['sriov_lp_feed.txt'],
  ClientNetworkAdapter: ['cna_feed.txt'],
  VirtualSwitch: ['vswitch_feed.txt'],
  Event: ['event_feed.txt'],
  ManagementConsole: ['managementconsole.txt'],
  HttpErrorResponse: ['fake_httperror.txt'],
  JobRequest: ['job_request_power_off.txt'],
  JobResponse: [
    'job_response_completed_failed.txt',
    'job_response_completed_ok.txt',
    'job_response_exception.txt',
  ],
  LogonResponse: ['logon.xml'],
} as const;

describe.skipIf(!isThere)('what the simulator answers has the structure of recorded answers', async () => {
  const served = isThere ? await serveEverything() : [];

  it.each(Object.entries(recordedTypes))(
    'elements of %s: which, with which marks, in which order',
    (type, files) => {
      const recorded = structureOf(
        type,
        files.map((file) => readXml(bodyOf(file))),
      );
      const simulated = structureOf(
        type,
        served.map(({ body }) => readXml(body)),
      );
      expect(simulated.marks.size).toBeGreaterThan(1);
      expect(topmost(recorded, simulated).map(inside(type)).filter(isNot(notServed[type]))).toEqual([]);
      expect(topmost(simulated, recorded).map(inside(type)).toSorted()).toEqual(notRecorded[type] ?? []);
      expect(otherMarks(simulated, recorded)).toEqual([]);
      expect(otherOrders(simulated, recorded)).toEqual([]);
    },
  );

  it('lists nothing as not served that is served, or that no recording has', () => {
    for (const [type, listed] of Object.entries(notServed)) {
      const files = recordedTypes[type as keyof typeof recordedTypes];
      const recorded = structureOf(
        type,
        files.map((file) => readXml(bodyOf(file))),
      );
      const simulated = structureOf(
        type,
        served.map(({ body }) => readXml(body)),
      );
      const missing = topmost(recorded, simulated).map(inside(type));
      expect(listed.filter((each) => missing.every(isNot([each])))).toEqual([]);
    }
  });

  it.each([
    ['sys_with_sriov.txt', 'ManagedSystem?group=None'],
    ['vnic_feed.txt', 'VirtualNICDedicated'],
    ['sriov_lp_feed.txt', 'SRIOVEthernetLogicalPort?group=None'],
    ['fake_lpar_feed.txt', 'LogicalPartition'],
    ['job_request_power_off.txt', 'do/PowerOff'],
    ['fake_httperror.txt', 'SharedStoragePool'],
  ])('the Atom frame of %s', (file, path) => {
    const answer = answerTo(served, path);
    expect(frameOf(answer.body)).toBe(frameOf(bodyOf(file)));
  });

  it('the document of a logon', () => {
    const logon = answerTo(served, 'Logon');
    expect(logon.body.split('\n').slice(0, 2).map(withoutValues)).toEqual(
      bodyOf('logon.xml').split('\n').slice(0, 2).map(withoutValues),
    );
  });

  it('the headers, but for those of the web server underneath', () => {
    const ofTheWebServer = [
      'cache-control',
      'content-length',
      'date',
      'expires',
      'last-modified',
      'set-cookie',
      'transfer-encoding',
      'x-powered-by',
    ];
    const recorded = headersOf('sys_with_sriov.txt');
    const simulated = answerTo(served, 'ManagedSystem?group=None').headers;
    expect(Object.keys(simulated).toSorted()).toEqual(
      Object.keys(recorded)
        .filter((name) => !ofTheWebServer.includes(name))
        .toSorted(),
    );
    for (const name of ['content-type', 'x-mc-type']) expect(simulated[name]).toBe(recorded[name]);
    expect(simulated['x-transaction-id']).toMatch(/^XT\d{8}$/);
  });
});

/** Elements of the one that the other lacks, without those inside them. */
function topmost(one: Structure, other: Structure): readonly string[] {
  return [...one.marks.keys()].filter(
    (path) => !other.marks.has(path) && other.marks.has(path.slice(0, path.lastIndexOf('/'))),
  );
}

function inside(type: string): (path: string) => string {
  return (path) => path.slice(type.length + 1);
}

function isNot(listed: readonly string[] = []): (path: string) => boolean {
  return (path) => !listed.some((each) => each === path || each === path.replace(/\/[^/]*$/, '/*'));
}

function otherMarks(simulated: Structure, recorded: Structure): readonly string[] {
  return [...simulated.marks].flatMap(([path, marks]) => {
    const known = recorded.marks.get(path);
    return [...marks]
      .filter((each) => known !== undefined && !known.has(each))
      .map((each) => `${path} has ${each}; recorded: ${[...(known ?? [])].join(' or ')}`);
  });
}

function otherOrders(simulated: Structure, recorded: Structure): readonly string[] {
  return [...simulated.orders].filter((order) => {
    const [, parent, earlier, later] = /^(.*): (.*) < (.*)$/.exec(order) ?? [];
    const isContested = contestedPlaces.some((place) =>
      [earlier, later].some((name) => place === `${parent}/${name}`),
    );
    return !isContested && recorded.orders.has(`${parent}: ${later} < ${earlier}`);
  });
}

function bodyOf(file: string): string {
  return recordedBody(readFileSync(recordings + file, 'utf8'));
}

/** The section is a Python dictionary. */
function headersOf(file: string): Record<string, string> {
  const [, section = ''] = /^HEADERS\{\n(.*?)\nEND/ms.exec(readFileSync(recordings + file, 'utf8')) ?? [];
  return Object.fromEntries(
    [...section.matchAll(/'([\w-]+)': '([^']*)'/g)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      value,
    ]),
  );
}

function answerTo(served: readonly Served[], path: string): Served {
  const found = served.find((each) => each.path.endsWith(path));
  if (found === undefined) throw new Error(`nothing was served for ${path}`);
  return found;
}

/** The document down to the metadata of its first object, without what is peculiar to it. */
function frameOf(body: string): string {
  const [, head = ''] = /^([\s\S]*?<Metadata>)/.exec(body) ?? [];
  return withoutValues(head.replaceAll(/>\s+</g, '><'));
}

function withoutValues(text: string): string {
  return text
    .replaceAll(/<(id|updated|published)>[^<]*</g, '<$1>*<')
    .replaceAll(/(<etag:etag [^>]*>)[^<]*</g, '$1*<')
    .replaceAll(/(href|schemaVersion)="[^"]*"/g, '$1="*"');
}
