/** A fault for people: what it is, as a clause without capital and full stop, and what to do about it, as an order. */
export interface FaultText {
  readonly problem: string;
  readonly advice: string;
}
