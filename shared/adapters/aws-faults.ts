/** What an AWS service's error means to us. */
import { Problem, unavailable } from '../errors.ts';
import { GONE, lasting } from '../lasting.ts';

const WORDS = {
  'store-gone': GONE,
  'store-denied': '平台没有访问数据存储的权限。请系统管理员检查平台所用身份（函数角色）的权限和加密密钥',
} as const;
type Fault = keyof typeof WORDS;

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

/** What does not pass by itself, and is no fault of ours either: rights, keys, and what was deleted. */
const LASTING: Readonly<Record<string, Fault>> = {
  AccessDeniedException: 'store-denied',
  AccessDenied: 'store-denied',
  UnrecognizedClientException: 'store-denied',
  ExpiredTokenException: 'store-denied',
  InvalidAccessKeyId: 'store-denied',
  KMSAccessDeniedException: 'store-denied',
  KMSDisabledException: 'store-denied',
  DisabledException: 'store-denied',
  InaccessibleEncryptionKeyException: 'store-denied',
  ResourceNotFoundException: 'store-gone',
  TableNotFoundException: 'store-gone',
  NoSuchBucket: 'store-gone',
  NotFoundException: 'store-gone',
};

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

/** The error as the port throws it: `unavailable` where it may pass, a lasting fault by its code, else itself: ours. */
export function asPortFault(error: unknown): unknown {
  if (error instanceof Problem) return error;
  if (mayPass(error)) return unavailable(error);
  const fault = LASTING[(error as ServiceError | null)?.name ?? ''];
  return fault ? portFault(fault, error) : error;
}

export function portFault(fault: Fault, cause?: unknown): Problem {
  return lasting(fault, WORDS[fault], cause);
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
