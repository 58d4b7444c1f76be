/** Every relative link and every `path/to/file.ts` that the documents name must exist. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  encoding: 'utf8',
});
const broken = [];
let checked = 0;
for (const file of listed.stdout.split('\n').filter((name) => name && !name.startsWith('.changeset/'))) {
  if (!existsSync(file)) continue;
  const text = readFileSync(file, 'utf8').replaceAll(/```[\s\S]*?```/g, '');
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1]);
  for (const link of links.filter((each) => !/^[a-z]+:/.test(each))) {
    checked += 1;
    if (!existsSync(join(dirname(file), link))) broken.push(`${file}: ${link} does not exist`);
  }
}
if (broken.length > 0) {
  process.stderr.write(`${broken.join('\n')}\n`);
  process.exit(1);
}
process.stdout.write(`${checked} links lead somewhere\n`);
