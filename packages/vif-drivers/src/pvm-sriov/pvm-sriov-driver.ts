import type { VifDriver } from '../vif-driver.ts';
import { plugVnic } from './plug-vnic.ts';
import { unplugVnic } from './unplug-vnic.ts';

/** Redundant SR-IOV VFs behind a dedicated vNIC (`VirtualNICDedicated`). */
export const pvmSriovDriver: VifDriver = Object.freeze({
  vifType: 'pvm_sriov',
  plug: plugVnic,
  unplug: unplugVnic,
});
