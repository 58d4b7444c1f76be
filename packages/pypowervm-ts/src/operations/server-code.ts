/** Wraps the code that matters; see the published capture of a refused logical port. */
const wrapper = 'HSCL127D';

const code =
  /\b(?:HSCL[0-9A-F]{4}|VIOS[0-9]{4}|REST[0-9A-F]{4}|PVME[0-9]{8}|SIM-[A-Z0-9-]+|[0-9]{4}-[0-9]{3})\b/;

/** The code in a server's words, the one that says most when there are several. */
export function serverCodeIn(words: string): string | undefined {
  const found = words.match(new RegExp(code, 'g')) ?? [];
  return found.find((each) => each !== wrapper) ?? found[0];
}

/** Between lines, and between sentences of which the next one begins with a code of its own. */
const seam = new RegExp(`[\\r\\n]+|(?<=[.:;]) +(?=${code.source})`);

/** What a server gives as its reasons, one by one: it may put them on lines, or behind each other. */
export function reasonsIn(words: string): readonly string[] {
  return words
    .split(seam)
    .map((reason) => reason.trim())
    .filter((reason) => reason !== '');
}
