/** A line as several of at most this width, broken between words; what follows is indented two beyond the first. */
export function wrapLine(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line];
  const indent = `${/^ */.exec(line)?.[0] ?? ''}  `;
  const end = line.lastIndexOf(' ', width);
  if (end < indent.length) return [line];
  return [line.slice(0, end), ...wrapLine(indent + line.slice(end + 1), width)];
}
