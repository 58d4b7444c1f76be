"""Asks Nova itself whether it accepts a resource report: {"devices": [...], "device_spec": [...]} on standard input.

Runs the device tracker of nova-compute without a database. For each network it claims every device one by one, as
instances with one direct port each would, then frees them; prints one JSON report.
"""

import json
import sys
from unittest import mock

from nova import conf, context, exception, objects
from nova.pci import manager, request as pci_request

HOST = "9b1a19b2-3dd6-4b8d-af9b-d7e9fa96f25a"


def start_tracker(device_spec):
    conf.CONF([], project="nova", default_config_files=[])
    conf.CONF.set_override("device_spec", [json.dumps(line) for line in device_spec], "pci")
    node = objects.ComputeNode(id=1, uuid=HOST, numa_topology=None, hypervisor_hostname="h", host="h")
    return manager.PciDevTracker(context.get_admin_context(), node)


def save(device, numbers=iter(range(1, 1000000))):
    if not device.obj_attr_is_set("id"):
        device.id = next(numbers)
    device.obj_reset_changes()


def instance_with_port(number, network):
    uuid = "11111111-2222-3333-4444-%012d" % number
    spec = [{pci_request.PCI_NET_TAG: network, pci_request.PCI_REMOTE_MANAGED_TAG: "False"}]
    wanted = objects.InstancePCIRequest(count=1, spec=spec, request_id=uuid, requester_id=None, numa_policy=None)
    requests = objects.InstancePCIRequests(instance_uuid=uuid, requests=[wanted])
    return objects.Instance(uuid=uuid, pci_devices=objects.PciDeviceList(objects=[]), pci_requests=requests)


def claim_all(tracker, network):
    """Claims until Nova refuses; answers the instances that got a device, and their addresses."""
    admin = context.get_admin_context()
    holders, addresses = [], []
    while True:
        instance = instance_with_port(len(holders), network)
        try:
            claimed = tracker.claim_instance(admin, instance.pci_requests, None)
        except exception.PciDeviceRequestFailed:
            return holders, addresses
        tracker.allocate_instance(instance)
        holders.append(instance)
        addresses += [device.address for device in claimed]


def free(tracker):
    return sum(pool["count"] for pool in tracker.stats.pools)


def main():
    given = json.load(sys.stdin)
    tracker = start_tracker(given["device_spec"])
    tracker.update_devices_from_hypervisor_resources(json.dumps(given["devices"]))
    tracker.save(context.get_admin_context())
    answer = {"accepted": sorted(device.address for device in tracker.pci_devs), "networks": {}}
    for line in given["device_spec"]:
        network = line["physical_network"]
        before = free(tracker)
        holders, addresses = claim_all(tracker, network)
        left = free(tracker)
        for instance in holders:
            tracker.free_instance(context.get_admin_context(), instance)
        answer["networks"][network] = {
            "claimed": sorted(addresses),
            "left": before - left,
            "freed": free(tracker) == before,
        }
    json.dump(answer, sys.stdout)


objects.register_all()
with mock.patch.object(objects.PciDevice, "save", save), mock.patch.object(
    objects.PciDeviceList, "get_by_compute_node", lambda *_: objects.PciDeviceList(objects=[])
):
    main()
