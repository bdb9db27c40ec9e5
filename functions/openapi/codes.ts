/** Every code that a refusal can carry: its status, and in Chinese what it means to the caller. */
import type { Code } from '../../shared/errors.ts';
import { personActs } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';

type Codes = Readonly<Record<string, readonly [status: number, meaning: string]>>;

const KNOWN: Partial<Record<Code, readonly [status: number, meaning: string]>> = {
  'bad-json': [400, '请求体不是合法的 UTF-8 JSON'],
  unauthenticated: [401, '没有凭证，凭证无效、过期，或账号已停用'],
  'not-allowed': [403, '账号没有该项权限，或该操作应由另一方办理'],
  'not-your-section': [403, '事项属于本单位其他科室'],
  'no-grant': [403, '没有向本单位开放该内容的有效查询授权，或授权不含该事项'],
  'other-site': [403, '工作台的表单不是从本平台的页面发出的；接口不用此码'],
  'account-needed': [403, '已登录工作台而没有所选县（市、区）的账号；接口不用此码'],
  'not-found': [404, '没有该地址、该记录，或您无权查看'],
  'method-not-allowed': [405, '该地址不支持该请求方法，支持的见 Allow'],
  'request-timeout': [408, '请求没有按时发送完毕；上传文件的，30 秒内没有收到任何内容'],
  'precondition-failed': [412, 'If-Match 与现状不符：读取之后已被他人更新'],
  'body-too-large': [413, '请求体超过 1 MB（不需要凭证的接口为 16 KB）'],
  'unsupported-media-type': [415, '请求体不是 application/json'],
  invalid: [422, '字段或参数不符合要求，errors 逐项列明'],
  'calendar-unknown': [422, '日历尚未覆盖该日期，不能计算期限'],
  'precondition-required': [428, '缺少 If-Match'],
  'too-many-requests': [429, '请求过于频繁，按 Retry-After 稍后再试'],
  internal: [500, '系统内部错误'],
  unavailable: [503, '暂时无法处理，结果未知；按 Retry-After 稍后以相同内容重发，不会重复办理'],
  'clock-distrusted': [503, '服务器时间刚刚向前跳变，两分钟内不写入任何内容；按 Retry-After 稍后以相同内容重发'],
  'disk-full': [
    507,
    '服务器存储空间不足：暂不接收文件；磁盘已满的，什么都不能保存，重新提交也不会成功，须由系统管理员处理',
  ],
  'disk-failing': [503, '服务器磁盘读写出错，重新提交不会成功，须由系统管理员处理（没有 Retry-After，下同）'],
  'store-read-only': [503, '数据文件不能写入，须由系统管理员处理'],
  'store-damaged': [503, '数据文件已损坏，须由系统管理员处理'],
  'store-gone': [503, '数据文件、数据表或存储桶不见了，须由系统管理员处理'],
  'store-denied': [503, '平台没有访问数据存储的权限，须由系统管理员处理'],
  unhealthy: [503, '运行状况检查发现平台不能写入，原因见 fault'],
  'storage-full': [409, '本单位已上传而未被任何记录引用的文件过多'],
  'upload-over': [409, '上传时限已过，须重新登记'],
  'file-awaiting': [409, '文件内容尚未上传'],
  'file-refused': [409, '文件内容与登记的不符，已被拒收'],
  'file-gone': [409, '文件内容已经删除：没有记录引用，或已隔离'],
  'reference-reused': [409, '同一来源的该编号已用于另一内容'],
  'idempotency-key-reused': [409, '该 Idempotency-Key 已用于另一内容'],
  'already-done': [409, '已经办结'],
  'already-assigned': [409, '已有经办人，批量分办未选择更换'],
  'held-decided': [409, '留存内容已经销毁或恢复'],
  'already-quarantined': [409, '记录已经隔离'],
  'content-quarantined': [409, '记录的内容已经隔离，没有可以继续办理的内容'],
  'still-open': [409, '该记录尚未办结，不能归档'],
  'history-full': [409, '该记录的办理次数或内容已达上限'],
  'in-use': [409, '单位、科室或其类型还在使用：有未办结的事项，或为现行边界清单所列'],
  'nudged-today': [409, '今日已以该方式催办过'],
  'already-late': [409, '办理期限已过，不能再调整'],
  'not-running': [409, '该记录没有正在计算的办理期限'],
  'clock-backwards': [409, '时钟只能向前拨动'],
  'account-exists': [409, '账号名称已被其他单位使用'],
  'identity-in-use': [409, '登录身份已对应另一个账号'],
  'account-inactive': [409, '系统账号已停用，不能生成密钥'],
  'not-a-machine': [409, '个人账号没有密钥，只有系统账号使用'],
  'already-decided': [409, '变更或申请已经决定'],
  'quota-exceeded': [409, '启用的人员账号超过核定的数量'],
  'organisation-ended': [409, '单位已停用，不能启用其账号'],
  'succession-open': [409, '该单位的事项正在移交承接单位'],
  'grant-revoked': [409, '查询授权已经收回'],
  'grants-full': [409, '查询授权过多'],
  'systems-full': [409, '登记的系统过多'],
  'last-of-role': [409, '是最后一个有该角色的启用账号'],
  'change-lapsed': [409, '变更到期未确认，不再有效'],
  'changed-since': [409, '提出变更之后，账号或单位已被他人更新'],
  'own-account': [409, '不能停用自己，取消自己的管理员角色或登录身份'],
  'drafts-full': [409, '本人的草稿已满；接口不用此码'],
  'not-parked': [409, '该邮件通知不在发送失败之列'],
  'review-not-begun': [409, '通报征求意见稿尚未形成'],
  'review-running': [409, '通报的审核期尚未结束'],
  'review-over': [409, '通报的更正期限已过'],
  'corrections-open': [409, '还有更正申请没有决定'],
  'already-objected': [409, '本单位已就该推送提出过更正'],
  'already-issued': [409, '通报已以其他内容印发'],
  'content-differs': [409, '恢复数据后重新印发通报，形成的内容与首次印发的摘要不一致'],
  'draft-required': [409, '已有边界清单：其他调整须起草并经有关单位确认，按上级规定的填写 superior'],
  'already-revoked': [409, '该期限顺延已经撤销'],
};

/** Those above, and those that a kind's acts answer and nobody has described yet. */
export const CODES: Codes = { ...codesOfActs(), ...codesOfKinds(), ...KNOWN };

/** Codes that batches answer inside their results. */
export const BATCH_CODES: readonly Code[] = [
  'not-found',
  'not-your-section',
  'not-allowed',
  'unavailable',
  'clock-distrusted',
  'invalid',
  'already-assigned',
];

function codesOfActs(): Codes {
  const acts = [...KINDS.values()].flatMap((kind) => personActs(kind).map(([, act]) => act));
  const pairs = acts.flatMap(({ label, otherwise }) =>
    Object.values(otherwise).map((code) => [code, [409, `当前状态不能“${label}”`]] as const),
  );
  return Object.fromEntries(pairs);
}

/** What the kinds say themselves of the codes that they refuse with. */
function codesOfKinds(): Codes {
  const pairs = [...KINDS.values()].flatMap(({ codes }) => Object.entries(codes ?? {}));
  return Object.fromEntries(pairs.map(([code, words]) => [code, [409, words?.meaning ?? '']]));
}
