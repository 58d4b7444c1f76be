import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(new URL('../../DIFFERENCES.md', import.meta.url), 'utf8');

describe('DIFFERENCES.md', () => {
  it('lists every code that the simulator answers, and no other', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    );
    const answered = files.flatMap((file) =>
      codesIn(readFileSync(`${source}/${file}`, 'utf8'), /'([^'\s]+)'/g),
    );
    const listed = codesIn(page, /^\| (\S+) \|/gm);
    expect(listed.toSorted()).toEqual([...new Set(answered)].toSorted());
  });
});

function codesIn(text: string, form: RegExp): string[] {
  return [...text.matchAll(form)]
    .map(([, code]) => code ?? '')
    .filter((code) => /^(SIM-[A-Z-]+[A-Z]|HSCL\d[0-9A-F]{3})$/.test(code));
}
