/** What all items of a county come to: which county, how many of each family, and whether every history verifies. */
import type { County } from '../../../shared/county.ts';
import type { Exchange } from '../../../shared/exchange/exchange.ts';
import { verify } from '../../../shared/exchange/history.ts';
import { exchangeKey, itemHead } from '../../../shared/exchange/item.ts';
import type { KeptFile } from '../../../shared/files/file.ts';
import { type Family, splitKey } from '../../../shared/keys.ts';
import type { Item } from '../../../shared/ports.ts';
import { wakesAt } from '../../../shared/waking.ts';
import { Refused } from '../refused.ts';
import { storedFileOf } from './bytes.ts';
import { Chains } from './chains.ts';
import { DEPLOYMENT } from './format.ts';

const NAMED = 20;
const NAMES: Record<Family, string> = {
  exchange: '互动记录',
  part: '参与索引',
  file: '附件',
  notice: '通知',
  county: '县和设置',
  timekeeping: '日历和规则',
  retiming: '期限重算',
  accounts: '单位账号',
  moving: '工作移交',
  import: '工作簿导入',
  succession: '机构承接',
  sharing: '共享权限',
  name: '账号名称',
  party: '相对人名称',
  passed: '文件首次转送',
  identity: '登录身份',
  token: '系统凭证',
  session: '登录会话',
  draft: '草稿和常用语',
  change: '待确认的变更',
  audit: '审计记录',
  boundary: '边界清单',
  report: '通报',
  request: '请求记录',
  seal: '密封密钥',
  named: '引用关系',
  held: '隔离留存',
  withholding: '正在办理的隔离',
  beside: '隔离后的清理',
  only: '唯一记录',
  credit: '信用名单',
  schedule: '运行记录',
};

export class Survey {
  readonly #families = new Map<Family, number>();
  readonly #owners = new Set<string>();
  readonly #broken: string[] = [];
  #brokenCount = 0;
  #county: County | undefined;
  readonly #chains = new Chains();
  /** Files whose bytes are kept: they go with the data. */
  readonly files: KeptFile[] = [];
  /** The item of the county's seal key, where anything has been sealed. */
  seal: Item | undefined;
  /** Items that have to be woken: each of them needs a timer. */
  waking = 0;
  items = 0;

  take(item: Item): void {
    const { jurisdiction, family, id } = splitKey(item.key);
    this.items += 1;
    this.#families.set(family, (this.#families.get(family) ?? 0) + 1);
    if (jurisdiction !== DEPLOYMENT) this.#owners.add(jurisdiction);
    if (jurisdiction !== DEPLOYMENT && family === 'county' && id === 'county') this.#county = item.value as County;
    if (family === 'seal' && id === 'key') this.seal = item;
    if (wakesAt(item.places) !== null) this.waking += 1;
    this.#chains.take(item);
    const file = storedFileOf(item);
    if (file) this.files.push(file);
    if (family !== 'exchange' || holds(item)) return;
    this.#brokenCount += 1;
    if (this.#broken.length < NAMED) this.#broken.push(item.key);
  }

  /** The one county there is. Throws `Refused` where there is none, or more, or a record does not verify. */
  county(): County {
    const county = this.#county;
    const others = [...this.#owners].filter((owner) => owner !== county?.jurisdiction);
    if (!county) throw new Refused('数据中没有县（市、区），无法移动。', 'There is no county in the data.');
    if (others.length > 0) {
      throw new Refused(
        `数据中还有其他县（市、区）：${others.join('、')}。一次只能移动只有一个县的数据。`,
        `There are other counties: ${others.join(', ')}. Only data of a single county can be moved.`,
      );
    }
    if (this.#brokenCount === 0) return county;
    const more = this.#brokenCount > this.#broken.length ? '\n…' : '';
    throw new Refused(
      `${this.#brokenCount} 条记录的办理记录校验不通过（被平台以外的程序改动过），未作任何写入。请从备份恢复后再试：\n${this.#broken.join('\n')}${more}`,
      `${this.#brokenCount} records do not verify; nothing was written. Restore from a backup first.`,
    );
  }

  /**
   * Chains that do not hold are told and moved as they are: nobody could mend them, and they are what is to be proved.
   */
  #chainsSaid(): string {
    const broken = this.#chains.broken();
    if (broken.length === 0) return `审计链 ${this.#chains.count} 条，全部校验通过。`;
    const named = broken.slice(0, NAMED).join('\n');
    return `审计链 ${this.#chains.count} 条，其中 ${broken.length} 条校验不通过（被平台以外的程序改动过）：\n${named}`;
  }

  /** How many of each family (Chinese). */
  said(): string {
    const counts = [...this.#families].sort(([a], [b]) => (a < b ? -1 : 1));
    return [counts.map(([family, count]) => `${NAMES[family] ?? family} ${count}`).join('，'), this.#chainsSaid()].join(
      '\n',
    );
  }
}

/** Chain, details and record fit each other, and the item is where and what it says. */
function holds({ key, head, value }: Item): boolean {
  try {
    const exchange = value as Exchange;
    const at = exchangeKey(exchange.jurisdiction, exchange.id);
    return exchange.history.length > 0 && at === key && itemHead(exchange) === head && verify(exchange);
  } catch {
    return false;
  }
}
