import { describe, expect, test } from 'vitest';
import { readIni } from './read-ini.ts';
import { writeIniSection } from './write-ini-section.ts';

const values = (text: string) => readIni(text, 'x.ini').settings.map(({ key, value }) => [key, value]);

describe('readIni', () => {
  test('both separators, blanks around them, and the first one counts', () => {
    expect(values('[a]\nurl = https://h:443\npath:/x=y\nempty =\n')).toEqual([
      ['url', 'https://h:443'],
      ['path', '/x=y'],
      ['empty', ''],
    ]);
  });

  test('a comment is a whole line; within a value its mark is ordinary', () => {
    expect(values('# c\n[a]\n; c\nurl = rabbit://guest:p#ss;word@h/ # no comment\n')).toEqual([
      ['url', 'rabbit://guest:p#ss;word@h/ # no comment'],
    ]);
  });

  test('indented lines go on with the value, until an empty one', () => {
    expect(values('[a]\nhosts = one\n  two\n# c\n\tthree\nnext = 1\n')).toEqual([
      ['hosts', 'one\ntwo\nthree'],
      ['next', '1'],
    ]);
    expect(() => readIni('[a]\nk = 1\n\n  lost\n', 'x.ini')).toThrow(
      'x.ini, line 4: an indented line continues no value',
    );
  });

  test('a repeated key is there as often as it was given, each with its line', () => {
    expect(readIni('[a]\r\nk = 1\r\n[b]\r\n[a]\r\nk = 2\r\n', 'x.ini')).toEqual({
      sections: ['a', 'b'],
      settings: [
        { section: 'a', key: 'k', value: '1', line: 2 },
        { section: 'a', key: 'k', value: '2', line: 5 },
      ],
    });
  });

  test('one pair of quotes is taken off', () => {
    expect(values(`[a]\nk = " x "\nl = 'it"s'\nm = "`)).toEqual([
      ['k', ' x '],
      ['l', 'it"s'],
      ['m', '"'],
    ]);
  });

  test.each([
    ['k = 1', 'line 1: a setting stands before the first [section]'],
    ['[a]\nword', 'line 2: expected key = value'],
    ['[a]\n= 1', 'line 2: a value needs a key before it'],
    ['[a', 'line 1: a section heading needs its closing bracket'],
    ['\n[]', 'line 2: a section needs a name'],
  ])('%j is refused with its line', (text, problem) => {
    expect(() => readIni(text, 'x.ini')).toThrow(problem);
  });
});

describe('writeIniSection', () => {
  const written = (before: string, settings: Readonly<Record<string, string | undefined>>) =>
    writeIniSection(before, 'x.ini', 'a', settings);

  test('changes what it is told, takes out what is undefined, and leaves the rest as its owner wrote it', () => {
    const before = '# mine\n[a]\nk = 1\n  more\n# why 5\nlimit = 5\nold: 1\n\n; b is old\n[b]\nk = 2\n';
    expect(written(before, { k: 'x', url: 'u', old: undefined })).toBe(
      '# mine\n[a]\nk = x\n# why 5\nlimit = 5\nurl = u\n\n; b is old\n[b]\nk = 2\n',
    );
    expect(written('[a]\nk = 1\n[a]\nk = 2\n', { k: '3' })).toBe('[a]\nk = 3\n[a]\n');
  });

  test('appends a section that there is not', () => {
    expect(written('', { url: 'u', user: undefined })).toBe('[a]\nurl = u\n');
    expect(written('[b]\nk = 2', { url: 'u' })).toBe('[b]\nk = 2\n\n[a]\nurl = u\n');
  });
});
