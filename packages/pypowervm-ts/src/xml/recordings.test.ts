import { describe, expect, test } from 'vitest';
import { canonicalXml } from './canonical-xml.ts';
import { parseXml } from './parse-xml.ts';
import { serializeXml } from './serialize-xml.ts';
import { readRecording, recordingNames, recordingsAbsent } from './test/read-recording.ts';

describe.skipIf(recordingsAbsent)('every recorded document', () => {
  test('there are some', () => {
    expect(recordingNames.length).toBeGreaterThan(20);
  });

  test.each(recordingNames)('%s is written back as it came, character by character', (name) => {
    const body = readRecording(name);
    const written = serializeXml(parseXml(body));
    expect(plainQuotes(written)).toBe(plainQuotes(withoutXmlDeclaration(body)));
  });

  test.each(recordingNames)('%s is the same document after a round trip', (name) => {
    const document = parseXml(readRecording(name));
    expect(canonicalXml(parseXml(serializeXml(document)))).toBe(canonicalXml(document));
  });
});

function withoutXmlDeclaration(body: string): string {
  return body.replace(/^<\?xml [^>]*>\s*/, '');
}

/** The one freedom taken: in text, a quotation mark need not be a reference. */
function plainQuotes(xml: string): string {
  return xml.replaceAll('&quot;', '"');
}
