import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { testFolder } from './test-folder.ts';
import { runTranscript } from './transcript.ts';

const pages = fileURLToPath(new URL('../../../docs/cli/', import.meta.url));
const names = (await readdir(pages)).filter((name) => name.endsWith('.md'));

/** UPDATE_TRANSCRIPTS=1 writes the pages anew; then read them. */
const isUpdate = process.env.UPDATE_TRANSCRIPTS === '1';

describe('every command of a page shows what the page shows', () => {
  it.each(names)('%s', async (name) => {
    const folder = await testFolder();
    const page = await readFile(join(pages, name), 'utf8');
    const shown = await runTranscript(page, folder);
    if (isUpdate) await writeFile(join(pages, name), shown);
    else expect(shown).toBe(page);
    expect(shown.split('\n').filter((line) => line.length > 120)).toEqual([]);
    expect(outputOf(shown).filter((line) => line.length > 80)).toEqual([]);
  });
});

/** What a terminal of 80 columns shows. */
function outputOf(page: string): readonly string[] {
  return [...page.matchAll(/^```console\n(.*?)^```$/gms)].flatMap(([, block = '']) => block.split('\n'));
}
