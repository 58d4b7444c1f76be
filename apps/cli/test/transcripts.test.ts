import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { testFolder } from './test-folder.ts';
import { runTranscript } from './transcript.ts';

const docs = fileURLToPath(new URL('../../../docs/', import.meta.url));
const names = (await Promise.all(['cli', 'use-cases'].map(pagesOf))).flat();

async function pagesOf(folder: string): Promise<readonly string[]> {
  const files = await readdir(join(docs, folder));
  return files.filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
}

/** UPDATE_TRANSCRIPTS=1 writes the pages anew; then read them. */
const isUpdate = process.env.UPDATE_TRANSCRIPTS === '1';

describe('every command of a page shows what the page shows', () => {
  it.each(names)('%s', async (name) => {
    const folder = await testFolder();
    const page = await readFile(join(docs, name), 'utf8');
    const shown = await runTranscript(page, folder);
    if (isUpdate) await writeFile(join(docs, name), shown);
    else expect(shown).toBe(page);
    expect(shown.split('\n').filter((line) => line.length > 120)).toEqual([]);
    // A line of nova.conf is there to be copied, and stays one.
    const tooLong = outputOf(shown).filter((line) => line.length > 80 && !line.startsWith('device_spec = '));
    expect(tooLong).toEqual([]);
  });
});

/** What a terminal of 80 columns shows. */
function outputOf(page: string): readonly string[] {
  return [...page.matchAll(/^```console\n(.*?)^```$/gms)].flatMap(([, block = '']) => block.split('\n'));
}
