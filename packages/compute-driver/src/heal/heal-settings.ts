/** When an automaton heals; times in milliseconds of the session's clock. */
export interface HealSettings {
  /** A fault that is younger is left to mend itself: a card with new firmware is back after 1 to 5 minutes (sriov-rules). */
  readonly grace: number;
  /** What a fault that comes and goes makes of the grace, at most; and how long a vNIC must be well to be trusted again. */
  readonly longestHold: number;
  /** After a plan has failed; doubled with each failure in a row. */
  readonly backOff: number;
  readonly longestBackOff: number;
  /** With a larger share of the host's vNICs sick, something else is wrong, and nothing is touched. One sick vNIC never is too many. */
  readonly breakerShare: number;
  /** A view that is older is read again; one that stays older is not acted on. */
  readonly maximumAge: number;
}

const minute = 60_000;

export const usualHealSettings: HealSettings = {
  grace: 30 * minute,
  longestHold: 24 * 60 * minute,
  backOff: 5 * minute,
  longestBackOff: 4 * 60 * minute,
  breakerShare: 0.1,
  maximumAge: 1.5 * minute,
};
