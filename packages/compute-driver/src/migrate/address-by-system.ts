export { addressBySystem } from '@powervm-sriov/pypowervm-ts';
