import { describe, expect, it } from 'vitest';
import { readXml } from './read-xml.ts';
import { childrenOf, descendantOf, textOf } from './sim-element.ts';
import { writeXml } from './write-xml.ts';

describe('readXml', () => {
  it('reads local names, namespaces, attributes, entities and CDATA', () => {
    const root = readXml(
      '<p:A xmlns:p="urn:p" xmlns="urn:d" p:k="1"><B> x &amp; y </B><B><![CDATA[<z>]]></B></p:A>',
    );
    expect(root).toMatchObject({ name: 'A', namespace: 'urn:p', attributes: { k: '1' } });
    expect(childrenOf(root, 'B').map((child) => [child.namespace, child.text])).toEqual([
      ['urn:d', 'x & y'],
      ['urn:d', '<z>'],
    ]);
  });

  it.each([
    ['<A><B></A>', /unexpected close tag/],
    ['<!DOCTYPE A [<!ENTITY x "y">]><A>&x;</A>', /DOCTYPE is not accepted/],
    [`${'<A>'.repeat(101)}`, /deeper than 100/],
    ['', /cannot be read/],
    ['<A>', /unclosed tag/],
    [`<A ${Array.from({ length: 65 }, (_, at) => `a${at}="1"`).join(' ')}/>`, /more than 64 attributes on A/],
  ])('refuses %.40s', (text, reason) => {
    expect(() => readXml(text)).toThrow(reason);
  });
});

describe('writeXml', () => {
  it('writes what readXml reads back, whatever the text', () => {
    const text = '<&>"\' ü \u0001';
    const written = writeXml({
      name: 'A',
      attributes: { href: text, absent: undefined },
      children: [{ name: 'B', children: [{ name: 'C', text }] }, { name: 'D' }],
    });
    const root = readXml(written);
    expect(root.attributes).toEqual({ href: '<&>"\' ü \ufffd' });
    expect(descendantOf(root, 'B', 'C')?.text).toBe('<&>"\' ü \ufffd');
    expect(textOf(root, 'D')).toBe('');
    expect(textOf(root, 'E')).toBeUndefined();
  });
});
