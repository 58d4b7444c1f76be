import { expect, test } from 'vitest';
import { insertInOrder } from './insert-in-order.ts';
import { parseXml } from './parse-xml.ts';
import { serializeXml } from './serialize-xml.ts';
import { element } from './xml-element.ts';

const order = ['First', 'Second', 'Third', 'Fourth'];
const third = element({ local: 'Third', uri: '', children: ['new'] });
const inserted = (children: string) =>
  serializeXml(insertInOrder(parseXml(`<r>${children}</r>`), third, order));

test.each([
  ['into nothing', '', '<r><Third>new</Third></r>'],
  ['behind the metadata', '<Metadata/><Fourth/>', '<r><Metadata/><Third>new</Third><Fourth/></r>'],
  [
    'between its neighbours',
    '<First/><Second/><Fourth/>',
    '<r><First/><Second/><Third>new</Third><Fourth/></r>',
  ],
  ['behind the last of a repeated one', '<Second/><Second/>', '<r><Second/><Second/><Third>new</Third></r>'],
  [
    'before what a newer schema added at the end',
    '<First/><Newer/>',
    '<r><First/><Third>new</Third><Newer/></r>',
  ],
  [
    'without moving an unknown one between',
    '<Newer/><Fourth/>',
    '<r><Third>new</Third><Newer/><Fourth/></r>',
  ],
  [
    'with the white space left where it is',
    '\n <First/>\n <Fourth/>\n',
    '<r>\n <First/><Third>new</Third>\n <Fourth/>\n</r>',
  ],
  [
    'in the place of the one that is there',
    '<Fourth/><Third a="1"/><First/>',
    '<r><Fourth/><Third>new</Third><First/></r>',
  ],
])('inserts %s', (_, children, expected) => {
  expect(inserted(children)).toBe(expected);
});
