/** A cell as several lines of at most this width: broken between words, else after a hyphen, or where it must be. */
export function wrapCell(text: string, width: number): readonly string[] {
  if (text.length <= width) return [text];
  const head = text.slice(0, width);
  const lastOf = (...marks: readonly string[]): number =>
    Math.max(...marks.map((mark) => head.lastIndexOf(mark) + 1));
  const cut = (text[width] === ' ' && width) || lastOf(' ', ',') || lastOf('-') || width;
  return [text.slice(0, cut).trimEnd(), ...wrapCell(text.slice(cut).trimStart(), width)];
}
