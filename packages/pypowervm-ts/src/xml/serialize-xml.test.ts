import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { canonicalXml } from './canonical-xml.ts';
import { parseXml } from './parse-xml.ts';
import { serializeXml } from './serialize-xml.ts';
import { element, withChildren, type XmlElement, type XmlNode } from './xml-element.ts';

describe('serializeXml', () => {
  test('declares what a built element needs, once', () => {
    const built = element({
      local: 'r',
      uri: 'urn:a',
      children: [element({ local: 'c', uri: 'urn:a' }), element({ prefix: 'b', local: 'd', uri: 'urn:b' })],
    });
    expect(serializeXml(built)).toBe('<r xmlns="urn:a"><c/><b:d xmlns:b="urn:b"/></r>');
  });

  test('takes an element without namespace out of the default one', () => {
    const inside = parseXml('<r xmlns="urn:a"/>');
    expect(serializeXml(withChildren(inside, [element({ local: 'c', uri: '' })]))).toBe(
      '<r xmlns="urn:a"><c xmlns=""/></r>',
    );
  });

  test('escapes what would not come back', () => {
    const built = element({ local: 'r', uri: '', attributes: { a: '<&"\t\n\r>' }, children: ['<&>\r"'] });
    const written = serializeXml(built);
    expect(written).toBe('<r a="&lt;&amp;&quot;&#x9;&#xA;&#xD;&gt;">&lt;&amp;&gt;&#xD;"</r>');
    expect(canonicalXml(parseXml(written))).toBe(canonicalXml(built));
  });

  test.each(['\u0000', '\u001b', '\ufffe', '\udc00'])('refuses the character %j', (character) => {
    expect(() => serializeXml(element({ local: 'r', uri: '', children: [character] }))).toThrow(
      /^the text to send holds the character U\+[0-9A-F]{4}, which XML cannot carry: remove it/,
    );
  });

  property.prop([trees()])('and parseXml are inverse', (tree) => {
    expect(canonicalXml(parseXml(serializeXml(tree)))).toBe(canonicalXml(tree));
  });
});

describe('canonicalXml', () => {
  const canonical = (xml: string) => canonicalXml(parseXml(xml));

  test.each([
    ['the order of attributes', '<r b="2" a="1"/>', '<r a="1" b="2"/>'],
    ['prefixes', '<p:r xmlns:p="urn:a"><p:c/></p:r>', '<r xmlns="urn:a"><c/></r>'],
    ['unused declarations', '<r xmlns:x="urn:x"/>', '<r/>'],
    ['how an element is empty', '<r></r>', '<r/>'],
    ['how a character is written', '<r>&#x41;<![CDATA[&]]></r>', '<r>A&amp;</r>'],
  ])('does not see %s', (_, left, right) => {
    expect(canonical(left)).toBe(canonical(right));
  });

  test.each([
    ['a namespace', '<r xmlns="urn:a"/>', '<r xmlns="urn:b"/>'],
    ['the namespace of an attribute', '<r xmlns:p="urn:p" p:a="1"/>', '<r a="1"/>'],
    ['a value', '<r a="1"/>', '<r a="2"/>'],
    ['white space', '<r> <c/></r>', '<r><c/></r>'],
    ['the order of elements', '<r><a/><b/></r>', '<r><b/><a/></r>'],
    ['nesting', '<r><a/><b/></r>', '<r><a><b/></a></r>'],
    ['text that looks like an element', '<r>&lt;a&gt;&lt;/&gt;</r>', '<r><a/></r>'],
  ])('sees %s', (_, left, right) => {
    expect(canonical(left)).not.toBe(canonical(right));
  });
});

function trees(): fc.Arbitrary<XmlElement> {
  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/).filter((each) => !/^xml/i.test(each));
  const uri = fc.constantFrom('', 'urn:a', 'urn:b');
  const content = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((each) => !/[\r\p{Cc}\p{Cn}\p{Cs}]/u.test(each));
  const { tree } = fc.letrec<{ tree: XmlElement; node: XmlNode }>((tie) => ({
    node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, content, tie('tree')),
    tree: fc
      .record({
        local: name,
        uri,
        prefix: fc.constantFrom('', 'p', 'q'),
        attributes: fc.dictionary(name, content),
        children: fc.array(tie('node'), { maxLength: 4 }),
      })
      .map((each) =>
        element({ ...each, prefix: each.uri === '' ? '' : each.prefix, attributes: { ...each.attributes } }),
      ),
  }));
  return tree;
}
