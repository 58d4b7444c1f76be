import type { Transport } from '../rest/rest-request.ts';
import { deliver, type Service } from './deliver.ts';

/** The seam for clients in the same process. A dropped connection rejects as a socket would. */
export function inProcessTransport(service: Service): Transport {
  return async (request, signal) => {
    signal.throwIfAborted();
    const delivery = await deliver(service, request, signal);
    signal.throwIfAborted();
    switch (delivery.kind) {
      case 'whole':
        return delivery.response;
      case 'truncated': {
        const { response, keep } = delivery;
        return { ...response, body: Buffer.from(response.body).subarray(0, keep).toString() };
      }
      case 'dropped':
        throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    }
  };
}
