import type { RestRequest, RestResponse, Transport } from '../src/transport/transport.ts';

export type Step =
  | Partial<RestResponse>
  | ((request: RestRequest, signal: AbortSignal) => Partial<RestResponse> | Promise<Partial<RestResponse>>);

export interface ScriptedConsole {
  readonly transport: Transport;
  /** What arrived, in order. */
  readonly requests: readonly RestRequest[];
}

/** A console that answers the first request with the first step and so on; the last step answers all that follow. */
export function scriptedConsole(...steps: readonly [Step, ...Step[]]): ScriptedConsole {
  const requests: RestRequest[] = [];
  return {
    requests,
    transport: async (request, signal) => {
      requests.push(request);
      const step = steps[Math.min(requests.length, steps.length) - 1] ?? {};
      const answer = typeof step === 'function' ? await step(request, signal) : step;
      return { status: 200, headers: {}, body: '', ...answer };
    },
  };
}
