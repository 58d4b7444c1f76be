import type { Interceptor } from './transport.ts';

/** Names the caller in the console's own log (header `X-Audit-Memento`, pypowervm adapter.py). */
export function auditMemento(memento: string): Interceptor {
  return (next) => (request, signal) =>
    next({ ...request, headers: { ...request.headers, 'x-audit-memento': memento } }, signal);
}
