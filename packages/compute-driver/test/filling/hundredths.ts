/** The integer behind a percentage of the documents: 2.5% is 250. */
export function hundredths(percent: string): number {
  return Math.round(Number.parseFloat(percent) * 100);
}
