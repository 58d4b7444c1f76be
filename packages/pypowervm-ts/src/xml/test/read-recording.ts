import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Real answers, kept beside the repository and not in it: tests that need them skip, and say so, where they are absent. */
const directory = join(repositoryRoot(import.meta.dirname), '..', 'shared', 'recordings');

export const recordingsAbsent = !existsSync(directory);
if (recordingsAbsent) console.warn(`no recordings in ${directory}: the tests that read them are skipped`);

export const recordingNames: readonly string[] = recordingsAbsent
  ? []
  : readdirSync(directory).filter((name) => /\.(txt|xml)$/.test(name));

/** The body of a recorded answer, as the server sent it. */
export function readRecording(name: string): string {
  const recorded = readFileSync(join(directory, name), 'utf8');
  if (name.endsWith('.xml')) return recorded.trim();
  const body = /BODY\{(.*?)END OF SECTION\}/s.exec(recorded)?.[1];
  if (body === undefined) throw new Error(`recording ${name} has no BODY section`);
  return body.trim();
}

function repositoryRoot(from: string): string {
  return existsSync(join(from, 'pnpm-workspace.yaml')) ? from : repositoryRoot(dirname(from));
}
