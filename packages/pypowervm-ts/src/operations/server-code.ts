/** Wraps the code that matters; see the published capture of a refused logical port. */
const wrapper = 'HSCL127D';

const serverCodes =
  /\b(?:HSCL[0-9A-F]{4}|VIOS[0-9]{4}|REST[0-9A-F]{4}|PVME[0-9]{8}|SIM-[A-Z0-9-]+|[0-9]{4}-[0-9]{3})\b/g;

/** The code in a server's words, the one that says most when there are several. */
export function serverCodeIn(words: string): string | undefined {
  const found = words.match(serverCodes) ?? [];
  return found.find((code) => code !== wrapper) ?? found[0];
}
