/** What an AWS service's error means to us. */
import { Problem, unavailable } from '../errors.ts';

/** Asks to be tried later; nothing was done. */
const THROTTLED = new Set([
  'ThrottlingException',
  'ThrottlingError',
  'Throttling',
  'ProvisionedThroughputExceededException',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'LimitExceededException',
  'TransactionInProgressException',
]);

/** Says that we asked wrongly, whatever its status. */
const OURS = new Set(['AccessDeniedException', 'ValidationException', 'ResourceNotFoundException']);

interface ServiceError {
  name?: string;
  $metadata?: { httpStatusCode?: number };
}

/** True where trying again may help: throttled, broken on the service's side, or no answer at all. */
export function mayPass(error: unknown): boolean {
  if (error instanceof Problem) return error.code === 'unavailable';
  const { name = '', $metadata } = (error ?? {}) as ServiceError;
  if (THROTTLED.has(name)) return true;
  if (OURS.has(name)) return false;
  const status = $metadata?.httpStatusCode;
  return status === undefined ? isNetwork(error) : status >= 500 || status === 429;
}

/** The error as the port throws it: `unavailable` where it may pass, itself (a fault of ours) otherwise. */
export function asPortFault(error: unknown): unknown {
  return mayPass(error) && !(error instanceof Problem) ? unavailable(error) : error;
}

/** Node's own errors have a `code`, time-outs and aborts a name. */
function isNetwork(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ['TimeoutError', 'AbortError'].includes(error.name) || typeof (error as { code?: unknown }).code === 'string';
}

/** Tries `attempt` up to `times`, with a pause that grows and jitters, as long as `again` says of its error. */
export async function retried<T>(
  attempt: () => Promise<T>,
  { times, again }: { readonly times: number; readonly again: (error: unknown) => boolean },
): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await attempt();
    } catch (error) {
      if (n >= times || !again(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(20 * 2 ** n, 400)));
    }
  }
}
