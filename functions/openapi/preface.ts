/** What stands before the operations: the conventions that hold for all of them. */
export const TITLE = '审管互动平台接口';

/** One paragraph an entry, plain text. */
export const CONVENTIONS: readonly string[] = [
  '涉密信息不得通过本平台录入、推送或存储。误入的，请立即由发出单位隔离（quarantine）。',
  '请求与答复均为 UTF-8 的 JSON，请求体不超过 1 MB。字段名为 camelCase；日期为 YYYY-MM-DD；时间为 RFC 3339，答复一律用 +08:00。',
  '请求中的未知字段和未知参数按错误处理；不填与 null 含义相同。答复中没有内容的字段为 null；今后可能增加字段，请忽略不认识的字段。',
  '除公开接口外，请在 Authorization 请求头中携带 Bearer 凭证。凭证由所在地接入的 OIDC 认证中心签发，权限以平台账号为准，停用即刻生效。',
  '错误一律为 application/problem+json（RFC 9457；Accept 以 text/html 优先的，即浏览器，得到同样内容的网页）：程序请依据 code 判断，detail 用中文说明下一步怎么办；内容不符合要求（422）时，errors 一次列出全部不符之处。',
  '新建类接口可以放心重发：推送以来源自己的编号（reference）识别，其他以 Idempotency-Key 请求头识别。503 时结果未知，以相同内容重发即可，不会重复办理。',
  '每个账号平均每秒 50 次（短时可连续 200 次），没有有效凭证的每个地址每秒 20 次（100 次）；超出的答复 429，按 Retry-After 稍后再试。答复的 RateLimit、RateLimit-Policy 说明余量。演示数据不限。',
  '列表以 cursor 和 limit 翻页；next 为 null 即到末页，一页可能不满。每页在读取的一刻为真。',
  '看不到的记录与不存在的记录同样答复 404。',
  '一个账号对应多个县（市、区）时，以 jurisdiction 参数指明行政区划代码。',
];
