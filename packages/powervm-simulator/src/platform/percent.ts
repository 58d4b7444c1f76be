/** The platform's own reading of `2.0%`: hundredths of a percent, or undefined when the text is no percentage. */
export function readPercent(text: string): number | undefined {
  if (!text.endsWith('%')) return undefined;
  const [whole, decimals = '', ...rest] = text.slice(0, -1).split('.');
  if (rest.length > 0 || whole === undefined || !isDigits(whole, 3)) return undefined;
  if (decimals !== '' && !isDigits(decimals, 2)) return undefined;
  return Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
}

/** As the documents write it: `2.0%`, `42.42%`. */
export function writePercent(hundredths: number): string {
  const text = (hundredths / 100).toFixed(2);
  return `${text.endsWith('0') ? text.slice(0, -1) : text}%`;
}

function isDigits(text: string, most: number): boolean {
  return text.length >= 1 && text.length <= most && [...text].every((digit) => digit >= '0' && digit <= '9');
}
