/**
 * Asking a person for account, password and code, wherever a page does: guesses are slowed, and each network waits for
 * its own.
 */
import type { Call } from '../../../functions/http/route.ts';
import { networkOf } from '../../../shared/network.ts';
import { check } from './credentials.ts';
import { meantBy, type Person, personNamed } from './people.ts';
import { Queue } from './queue.ts';
import { Slowing } from './slowing.ts';

/** Who it is, or why it is not taken, in words, with the status of the page that says so. */
export type Known = { readonly person: Person } | { readonly wrong: string; readonly status: number };

export class Checking {
  readonly #slowing = new Slowing();
  /** Names of nobody, apart: however many are made up, no person's guesses are forgotten for them. */
  readonly #strangers = new Slowing();
  readonly #queue = new Queue();

  /** Who has filled in `account`, `password` and `code` of a form. */
  async known(call: Call & { form: URLSearchParams }): Promise<Known> {
    const { form } = call;
    if (!form.get('account')?.trim() || !form.get('password')) return { wrong: '请填写账号和口令。', status: 422 };
    const known = await this.#queue.inTurn(networkOf(call.address), () => this.#checked(call));
    return known ?? { wrong: '从您所在网络登录的人较多，请稍后再试。', status: 503 };
  }

  async #checked({ form, address, platform, requestId }: Call & { form: URLSearchParams }): Promise<Known> {
    const { ports } = platform;
    const typed = form.get('account') ?? '';
    const person = await personNamed(platform, typed);
    // However the name is written, and the same of a name that nobody has.
    const who = meantBy(platform, typed)?.subject ?? '';
    const slowing = person ? this.#slowing : this.#strangers;
    const wait = slowing.wait(who, address);
    if (wait > 0) {
      return { wrong: `输错次数较多，请在 ${Math.ceil(wait / 1000)} 秒后再试。账号没有被锁定。`, status: 429 };
    }
    const sent = { password: form.get('password') ?? '', code: form.get('code') ?? '' };
    const { jurisdiction = '', subject = '' } = person ?? {};
    const checked = await check(ports, jurisdiction, subject, sent, ports.clock.now());
    const good = person !== null && checked === 'good';
    ports.log.info('password', { requestId, account: person?.account ?? null, good, network: networkOf(address) });
    if (good) {
      slowing.succeeded(who, address);
      return { person };
    }
    if (person !== null && checked === 'code-needed') return { wrong: '请再输入口令，并填写动态口令。', status: 422 };
    slowing.failed(who, address);
    return { wrong: '账号、口令或动态口令不对。忘记口令的，请向本单位管理员领取新的登录链接。', status: 422 };
  }
}
