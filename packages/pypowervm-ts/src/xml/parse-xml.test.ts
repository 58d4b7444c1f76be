import { describe, expect, test } from 'vitest';
import { defaultXmlLimits, parseXml } from './parse-xml.ts';
import { readRecording, recordingsAbsent } from './test/read-recording.ts';
import { attributeOf, childNamed, textOf } from './xml-element.ts';

const failure = (code: string, reason: RegExp | string): unknown =>
  expect.objectContaining({ code, message: expect.stringMatching(reason) as string });
const malformed = (reason: RegExp | string) => failure('XML_MALFORMED', reason);
const limited = (reason: string) => failure('XML_LIMIT', reason);

describe('parseXml', () => {
  test('keeps text, entities, CDATA, attributes, namespaces and the order of all', () => {
    const root = parseXml(
      '<a:r xmlns:a="urn:a" xmlns="urn:d" y="2" a:x="1">one<b/>t&amp;<![CDATA[<w>]]>o&#x41;</a:r>',
    );
    expect(root).toMatchObject({ prefix: 'a', local: 'r', uri: 'urn:a' });
    expect(root.attributes.map(({ prefix, local, value }) => [prefix, local, value])).toEqual([
      ['xmlns', 'a', 'urn:a'],
      ['', 'xmlns', 'urn:d'],
      ['', 'y', '2'],
      ['a', 'x', '1'],
    ]);
    expect(childNamed(root, 'b')?.uri).toBe('urn:d');
    expect(attributeOf(root, 'y')).toBe('2');
    expect(textOf(root)).toBe('onet&<w>oA');
  });

  test.each([
    ['a DOCTYPE', '<!DOCTYPE r><r/>', /a DOCTYPE is not allowed/],
    [
      'entities that expand',
      '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>',
      /not allowed|DOCTYPE/,
    ],
    ['an entity that XML does not have', '<r>&nbsp;</r>', /undefined entity/],
    ['a processing instruction', '<r><?php x?></r>', /a processing instruction is not allowed/],
    ['U+0000', '<r>\u0000</r>', /disallowed character/],
    ['U+0000 as a reference', '<r>&#0;</r>', /malformed character entity|invalid|disallowed/],
    ['half a surrogate pair', '<r>\ud800</r>', /half a surrogate pair/],
    ['an unbound prefix', '<r><p:x/></r>', /unbound namespace prefix/],
    ['an attribute twice', '<r a="1" a="2"/>', /duplicate attribute/],
    ['a wrong closing tag', '<r><a></b></r>', /unexpected close tag|unmatched/],
    ['a second root', '<r/><r/>', /documents may contain only one root/],
    ['text behind the end', '<r/>x', /text data outside of root node/],
    ['nothing', '', /document must contain a root element/],
    ['what is no XML', 'Service Unavailable', /./],
  ])('refuses %s', (_, text, reason) => {
    expect(() => parseXml(text)).toThrow(malformed(reason));
  });

  test('keeps characters of two code units wherever they fall', () => {
    const text = 'x'.repeat(64 * 1024 - 4) + '\u{1f50c}'.repeat(4);
    expect(textOf(parseXml(`<r>${text}</r>`))).toBe(text);
  });

  test('says in one line what to think of it', () => {
    expect(() => parseXml('<a>\n<b>\n')).toThrow(
      malformed(
        /^the answer is not well-formed XML \(3:0: unclosed tag: b\): it was cut short or does not come from a PowerVM REST server$/,
      ),
    );
  });

  test('refuses a document cut at any character', () => {
    const whole =
      '<?xml version="1.0"?><r xmlns="urn:r" a="&lt;"><b><![CDATA[x]]></b>text &amp; more<c/></r>';
    expect(parseXml(whole).local).toBe('r');
    for (let end = 0; end < whole.length; end += 1) {
      expect(() => parseXml(whole.slice(0, end)), `cut at ${end}`).toThrow(malformed(/not well-formed/));
    }
  });

  test.skipIf(recordingsAbsent)('refuses a recorded feed cut anywhere', () => {
    const whole = readRecording('vnic_feed.txt');
    for (let end = 0; end < whole.length; end += 61) {
      expect(() => parseXml(whole.slice(0, end)), `cut at ${end}`).toThrow(malformed(/not well-formed/));
    }
    expect(() => parseXml(whole.slice(0, -1))).toThrow(malformed(/not well-formed/));
  });
});

describe('the limits of parseXml', () => {
  const { depth, attributes } = defaultXmlLimits;
  const many = (count: number) => Array.from({ length: count }, (_, index) => `a${index}="v"`).join(' ');

  test('bind exactly', () => {
    expect(parseXml('<a>'.repeat(depth) + '</a>'.repeat(depth)).local).toBe('a');
    expect(parseXml(`<a ${many(attributes)}/>`).attributes).toHaveLength(attributes);
    expect(textOf(parseXml('<a>12345</a>', { ...defaultXmlLimits, text: 5, size: 12 }))).toBe('12345');
  });

  test.each([
    ['depth', '<a>'.repeat(depth + 1), 'depth limit of 64 \\(in element a, line 1\\)'],
    [
      'attributes',
      `<a ${many(attributes + 1)}`,
      'attributes limit of 64 \\(in the document element, line 1\\)',
    ],
  ])('on %s stop at the breach: what follows is not even looked at', (_, text, reason) => {
    expect(() => parseXml(`${text}<<<${'<a>'.repeat(100_000)}`)).toThrow(limited(reason));
  });

  test('cover size, text and attribute values', () => {
    const small = { ...defaultXmlLimits, size: 40, text: 8 };
    expect(() => parseXml(`<a>${' '.repeat(40)}</a>`, small)).toThrow(
      limited('size limit of 40 \\(47 characters\\)'),
    );
    expect(() => parseXml('<a>123456789</a>', small)).toThrow(limited('text limit of 8 \\(in element a'));
    expect(() => parseXml('<a b="123456789"/>', small)).toThrow(limited('text limit of 8'));
    expect(() => parseXml('<a>x</a>', { ...small, size: 2 })).toThrow(
      limited('raise the limit only for a trusted server'),
    );
  });
});
