/**
 * The one error class. Every refusal that a caller meets is a `Problem` with a stable `code`; one table maps codes to
 * HTTP. `detail` is Chinese and says what to do next. Whatever else is thrown is a fault of ours and answered as 500
 * without a word of the inside.
 */

/** One field that does not fit: an RFC 6901 pointer into the body (or `?name` for a query parameter), and why. */
export interface FieldError {
  pointer: string;
  detail: string;
}

export interface ProblemOptions {
  /** Wrong fields, all of them at once. */
  errors?: readonly FieldError[];
  /** Further members of the problem document, such as `claimedAt`. */
  more?: Record<string, unknown>;
  /** Seconds after which trying again makes sense (503, 429). */
  retryAfter?: number;
  /** Headers that the answer carries beside the document, by their names in lower case. */
  headers?: Readonly<Record<string, string>>;
  cause?: unknown;
}

const STATUS = {
  'bad-json': [400, '请求体不是合法的 JSON'],
  unauthenticated: [401, '未登录或凭证无效'],
  'not-allowed': [403, '无权进行此操作'],
  'not-your-section': [403, '不属于您所在的科室'],
  'no-grant': [403, '没有查询授权'],
  'not-found': [404, '没有找到'],
  'other-site': [403, '请求来自其他网站'],
  'account-needed': [403, '没有本县（市、区）的账号'],
  'method-not-allowed': [405, '不支持该请求方法'],
  'request-timeout': [408, '请求未按时发送完毕'],
  'precondition-failed': [412, '数据已被他人更新'],
  'body-too-large': [413, '请求体过大'],
  'unsupported-media-type': [415, '不支持的内容类型'],
  invalid: [422, '提交的内容不符合要求'],
  'calendar-unknown': [422, '日历尚未覆盖该日期'],
  'precondition-required': [428, '缺少 If-Match'],
  'too-many-requests': [429, '请求过于频繁'],
  internal: [500, '系统内部错误'],
  unavailable: [503, '暂时无法处理'],
  'clock-distrusted': [503, '系统时间存疑'],
  'disk-full': [507, '存储空间不足'],
  'disk-failing': [503, '磁盘故障'],
  'store-read-only': [503, '数据不能写入'],
  'store-damaged': [503, '数据已损坏'],
  'store-gone': [503, '数据存储不见了'],
  'store-denied': [503, '没有访问数据存储的权限'],
  unhealthy: [503, '平台不能正常工作'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

/**
 * The codes of conflicts (409). Each stands where it is refused with, so that a misspelt one does not compile:
 * `declare module '../errors.ts' { interface Conflicts { 'not-parked': true } }`.
 */
export interface Conflicts {
  'reference-reused': true;
  'idempotency-key-reused': true;
}

export type Conflict = keyof Conflicts;

/** Every code that a refusal can carry. */
export type Code = keyof typeof STATUS | Conflict;

const CONFLICT = [409, '与当前状态不符'] as const;

/** A refusal with a stable code. Codes outside the table above are conflicts (409) with their own title. */
export class Problem extends Error {
  readonly code: Code;
  readonly status: number;
  readonly title: string;
  readonly errors: readonly FieldError[] | undefined;
  readonly more: Record<string, unknown>;
  readonly retryAfter: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: Code, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    const [status, title] = (STATUS as Readonly<Record<string, readonly [number, string]>>)[code] ?? CONFLICT;
    this.status = status;
    this.title = title;
    this.errors = options.errors;
    this.more = options.more ?? {};
    this.headers = options.headers ?? {};
    this.retryAfter = options.retryAfter ?? (code === 'unavailable' ? 2 : undefined);
  }

  /** The RFC 9457 document. */
  toJSON(): Record<string, unknown> {
    const { code, status, title, message: detail, errors, more } = this;
    return { type: `urn:shenguan:problem:${code}`, title, status, detail, code, ...(errors && { errors }), ...more };
  }
}

/** A body or query that does not fit, with every wrong field named. */
export function invalid(
  errors: readonly FieldError[],
  detail = '提交的内容有误，请按 errors 中逐项提示修改后重新提交。',
): Problem {
  return new Problem('invalid', detail, { errors });
}

/** Not there, or not the caller's to see: the two are told apart for nobody. */
export function notFound(what = '您要找的内容'): Problem {
  return new Problem('not-found', `没有找到${what}，或者您无权查看。请核对编号，或从列表中重新进入。`);
}

/** The account has no right to it, whatever it is about. */
export function notAllowed(): Problem {
  return new Problem('not-allowed', withoutRight('进行此操作'));
}

export function withoutRight(what: string): string {
  return `您的账号没有${what}的权限。请联系本单位管理员调整权限，或由有权限的同事办理。`;
}

/** The clock has jumped ahead: nothing that follows from time is written before it is clear whether it is right. */
export function clockDistrusted(seconds: number): Problem {
  return new Problem(
    'clock-distrusted',
    '系统时间刚刚向前跳变，正在核对，本次操作没有办理。请两分钟后用相同内容重新提交；仍不成功的，请告知系统管理员校准服务器时间。',
    { retryAfter: Math.max(1, Math.ceil(seconds)) },
  );
}

/** Something outside did not answer; the outcome may be unknown, and sending the same again is safe. */
export function unavailable(
  cause?: unknown,
  detail = '系统暂时繁忙，本次操作可能已经完成，也可能没有。请稍后用相同内容重新提交，不会重复办理。',
): Problem {
  return new Problem('unavailable', detail, { cause });
}
