import { PowerVmError, type PowerVmErrorCode } from '../power-vm-error.ts';
import type { Clock } from './clock.ts';
import type { Interceptor, RestRequest } from './transport.ts';

/** One attempt on the wire, as a log may keep it: no query, headers or bodies. */
export interface TraceRecord {
  readonly method: RestRequest['method'];
  readonly path: string;
  /** The HTTP status, or why there was no answer. */
  readonly outcome: number | PowerVmErrorCode | 'FAILED';
  readonly milliseconds: number;
}

export function trace(record: (record: TraceRecord) => void, clock: Clock): Interceptor {
  return (next) => async (request, signal) => {
    const start = clock.now();
    const path = request.path.split('?', 1)[0] ?? '';
    const tell = (outcome: TraceRecord['outcome']): void =>
      record({ method: request.method, path, outcome, milliseconds: clock.now() - start });
    try {
      const answer = await next(request, signal);
      tell(answer.status);
      return answer;
    } catch (failure) {
      tell(failure instanceof PowerVmError ? failure.code : 'FAILED');
      throw failure;
    }
  };
}
