/** The order in which a person reads location codes and names: `-C2` before `-C10`. The same on every machine, so no locale. */
export function compareLocation(left: string, right: string): number {
  if (left === right) return 0;
  // Every decision sorts by location, and most codes of one host differ only near their end.
  const start = startOfDifference(left, right);
  const ours = parts(left.slice(start));
  const theirs = parts(right.slice(start));
  for (const [index, own] of ours.entries()) {
    const other = theirs[index];
    if (other === undefined) return 1;
    const order = comparePart(own, other);
    if (order !== 0) return order;
  }
  return ours.length - theirs.length || compareText(left, right);
}

/** Where the first part begins in which the texts differ; a number is never cut in two. */
function startOfDifference(left: string, right: string): number {
  let index = 0;
  while (index < left.length && left[index] === right[index]) index++;
  while (index > 0 && isDigit(left[index - 1])) index--;
  return index;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

function parts(text: string): readonly string[] {
  return text.match(/\d+|\D+/g) ?? [];
}

function comparePart(left: string, right: string): number {
  const bothNumbers = isDigit(left[0]) && isDigit(right[0]);
  return bothNumbers ? Number(left) - Number(right) : compareText(left, right);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
