/** The order in which a person reads location codes and names: `-C2` before `-C10`. The same on every machine, so no locale. */
export function compareLocation(left: string, right: string): number {
  if (left === right) return 0;
  // Every decision sorts by location, and most codes of one host differ only near their end.
  const start = startOfDifference(left, right);
  const [ours, theirs] = [digitsAt(left, start), digitsAt(right, start)];
  if (ours === '' || theirs === '') return compareText(left.slice(start), right.slice(start));
  const rest = (text: string, digits: string) => text.slice(start + digits.length);
  return (
    Number(ours) - Number(theirs) ||
    compareLocation(rest(left, ours), rest(right, theirs)) ||
    compareText(left, right)
  );
}

/** Where the texts begin to differ; a number is never cut in two. */
function startOfDifference(left: string, right: string): number {
  let index = 0;
  while (index < left.length && left[index] === right[index]) index++;
  while (index > 0 && isDigit(left[index - 1])) index--;
  return index;
}

function digitsAt(text: string, start: number): string {
  let end = start;
  while (isDigit(text[end])) end++;
  return text.slice(start, end);
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
