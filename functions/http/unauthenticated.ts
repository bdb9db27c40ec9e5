/** 401: nobody is known, and why not. */
import { Problem } from '../../shared/errors.ts';

const DETAIL = '请先登录，并在 Authorization 请求头中携带有效的 Bearer 凭证；账号停用的，请联系本单位管理员。';

/** No token at all: nothing more is said (RFC 6750, 3.1). */
export function unauthenticated(): Problem {
  return new Problem('unauthenticated', DETAIL, { headers: { 'www-authenticate': 'Bearer' } });
}

/** A token that is not taken. `why`: for whoever builds the client, in plain ASCII without quotes. */
export function invalidToken(why: string): Problem {
  const challenge = `Bearer error="invalid_token", error_description="${why}"`;
  return new Problem('unauthenticated', DETAIL, { headers: { 'www-authenticate': challenge } });
}
