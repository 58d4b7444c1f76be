import { pushEvent, uomPath } from '@powervm-sriov/pypowervm-ts';
import type { VnicSnapshot } from '@powervm-sriov/sriov-core';
import type { VifDriver } from './vif-driver.ts';
import type { VifHost } from './vif-host.ts';

/** Told of an announcement that could not be made; the vNIC is as the driver left it. */
export type AnnouncementFailed = (failure: unknown) => void;

/**
 * The same driver, which also tells every listener of the console what it did, in the words of nova-powervm's VIF
 * driver: a Neutron agent of that project marks the port up or down by it. An announcement that fails fails nothing.
 */
export function announceChanges(driver: VifDriver, onFailure: AnnouncementFailed = () => {}): VifDriver {
  const announce = async (host: VifHost, action: 'plug' | 'unplug', vnic: VnicSnapshot): Promise<void> => {
    const { partitionUuid, uuid, mac } = vnic;
    const path = uomPath('LogicalPartition', partitionUuid, 'VirtualNICDedicated', uuid);
    const detail = JSON.stringify({ provider: 'NOVA_PVM_VIF', action, mac, type: driver.vifType });
    const unhurried = new AbortController().signal;
    await pushEvent(host.session, { data: host.session.origin + path, detail }, unhurried).catch(onFailure);
  };
  return Object.freeze<VifDriver>({
    vifType: driver.vifType,
    async plug(host, request, signal) {
      const result = await driver.plug(host, request, signal);
      await announce(host, 'plug', result.vnic);
      return result;
    },
    async unplug(host, request, signal) {
      const result = await driver.unplug(host, request, signal);
      if (result.outcome === 'removed') await announce(host, 'unplug', result.vnic);
      return result;
    },
  });
}
