/** Opening a host does it; for sessions that are used beside one. */
export { addressBySystem } from '@powervm-sriov/pypowervm-ts';
