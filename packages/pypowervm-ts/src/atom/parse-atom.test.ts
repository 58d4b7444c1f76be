import { describe, expect, test } from 'vitest';
import { parseXml } from '../xml/parse-xml.ts';
import { readRecording, recordingsAbsent } from '../xml/test/read-recording.ts';
import { parseEntry, parseFeed } from './parse-atom.ts';

describe.skipIf(recordingsAbsent)('recorded Atom documents', () => {
  test('a feed gives its entries, each with id, type, link, etag and content', () => {
    const feed = parseFeed(parseXml(readRecording('vnic_feed.txt')));
    expect(feed.selfHref).toMatch(/\/rest\/api\/uom\/LogicalPartition\/020C9406-.*\/VirtualNICDedicated$/);
    expect(feed.entries.map(({ id, title, etag, content }) => [id, title, etag, content.local])).toEqual([
      ['c4cd2502-caf5-399d-97f8-b9644ac8c9f9', 'VirtualNICDedicated', '-1370264134', 'VirtualNICDedicated'],
      ['9655fc81-3df4-3f58-883c-6b732b377bdd', 'VirtualNICDedicated', '545222413', 'VirtualNICDedicated'],
    ]);
    expect(feed.entries[1]?.selfHref).toMatch(/VirtualNICDedicated\/9655fc81-3df4-3f58-883c-6b732b377bdd$/);
  });

  test('an entry may have neither link nor etag', () => {
    const entry = parseEntry(parseXml(readRecording('fake_httperror.txt')));
    expect(entry).toMatchObject({ title: 'HttpErrorResponse', selfHref: undefined, etag: undefined });
  });

  test('the link of a job that leads nowhere is passed over', () => {
    const hrefOf = (name: string) => parseEntry(parseXml(readRecording(name))).selfHref;
    expect(hrefOf('job_response_completed_failed.txt')).toBe(
      'https://9.1.2.3:12443/rest/api/uom/jobs/1376478617707',
    );
    expect(hrefOf('job_response_exception.txt')).toBeUndefined();
  });
});

describe('what is no Atom document of one object', () => {
  const atom = 'xmlns="http://www.w3.org/2005/Atom"';

  test.each([
    [
      'another element',
      '<html/>',
      /^expected an Atom entry, got element "html": the server answered something other/,
    ],
    ['an entry of another namespace', '<entry/>', /^expected an Atom entry, got element "entry"/],
    [
      'an entry without content',
      `<entry ${atom}><title>X</title></entry>`,
      /^an entry titled "X" has no content/,
    ],
  ])('%s is refused', (_, xml, message) => {
    expect(() => parseEntry(parseXml(xml))).toThrow(
      expect.objectContaining({
        code: 'DOCUMENT_UNEXPECTED',
        message: expect.stringMatching(message) as string,
      }),
    );
  });

  test('an entry is no feed, and a feed may be empty', () => {
    expect(() => parseFeed(parseXml(`<entry ${atom}/>`))).toThrow(
      /^expected an Atom feed, got element "entry"/,
    );
    expect(parseFeed(parseXml(`<feed ${atom}><id>f</id></feed>`))).toEqual({
      id: 'f',
      selfHref: undefined,
      entries: [],
    });
  });
});
