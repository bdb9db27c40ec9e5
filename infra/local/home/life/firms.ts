/** Made-up companies and what they apply for, by department; and pushes of them as the bureau's system makes them. */
import { formatInstant, type Instant, MINUTE } from '../../../../shared/time.ts';

interface Trade {
  readonly matter: string;
  readonly licence: string;
  /** The first companies, which several scenes know. */
  readonly firms: readonly string[];
  /** What further ones call themselves after their name. */
  readonly words: readonly string[];
}

const NAMES = [
  ...['和顺', '永兴', '德源', '金穗', '瑞丰', '祥云', '鲁冠', '东古'],
  ...['汇通', '长盛', '福临', '嘉禾', '新城', '天泽', '广源', '泰和'],
];

/** Enough of the departments for a county at work; each with the section's officer `<code>.officer`. */
const TRADES: Readonly<Record<string, Trade>> = {
  SCJG: {
    matter: '371525-SCJG-001',
    licence: '食品经营许可证',
    firms: ['鲁西面食', '清泉餐饮', '冠州酱菜', '梨园食品'],
    words: ['食品', '餐饮', '超市'],
  },
  JTJ: {
    matter: '371525-JTJ-002',
    licence: '道路运输经营许可证',
    firms: ['通达物流', '顺捷货运', '北馆运输', '远航配送'],
    words: ['物流', '货运', '运输'],
  },
  NYNC: {
    matter: '371525-NYNC-003',
    licence: '兽药经营许可证',
    firms: ['丰源兽药', '牧康动保', '店子农资', '兰沃畜牧'],
    words: ['兽药', '动保', '农资'],
  },
  WJJ: {
    matter: '371525-WJJ-003',
    licence: '公共场所卫生许可证',
    firms: ['云河宾馆', '沐春浴池', '明珠影城', '康悦酒店'],
    words: ['宾馆', '浴池', '影城'],
  },
  ZJJ: {
    matter: '371525-ZJJ-001',
    licence: '建筑工程施工许可证',
    firms: ['宏基建设', '冠建置业', '清水安装', '鼎盛装饰'],
    words: ['建设', '安装', '装饰'],
  },
};
const SUFFIX = '有限公司';

export interface Said {
  readonly reference: string;
  readonly org: string;
  /** Chooses among the department's companies: each has one licence, as long as each push has a number of its own. */
  readonly n: number;
  /** When it is pushed: it was decided a quarter of an hour before. */
  readonly at: Instant;
}

/** Clinics, which are no place that the public goes to for a bath. */
export function clinicOf(n: number): { name: string; creditCode: string } {
  const name = `冠县${CLINICS[n % CLINICS.length]}有限公司`;
  return { name, creditCode: creditCodeOf('WJJ', AMONG_CLINICS + n) };
}

const CLINICS = ['仁和综合门诊部', '康宁口腔门诊部', '惠民中医门诊部'];
/** Numbers of companies that no other has. */
const AMONG_CLINICS = 90;

export function firmOf(org: string, n: number): { name: string; creditCode: string } {
  const { firms: first, words } = tradeOf(org);
  const firms = [...first, ...words.flatMap((word) => NAMES.map((name) => `${name}${word}`))];
  const name = `冠县${firms[n % firms.length]}${SUFFIX}`;
  return { name, creditCode: creditCodeOf(org, n % firms.length) };
}

/** An approval as `POST /pushes` takes it. */
export function approvalOf({ reference, org, n, at }: Said, more: object = {}): object {
  const { matter, licence } = tradeOf(org);
  const decided = formatInstant(at - 15 * MINUTE);
  const number = `37152${String(Object.keys(TRADES).indexOf(org) + 1)}${reference.replace(/\D/g, '').padStart(8, '0')}`;
  return {
    ...{ kind: 'approval', reference, matter, party: firmOf(org, n), occurredAt: decided },
    licence: { name: licence, number, documentNumber: `冠审批〔${decided.slice(0, 4)}〕${number.slice(-5)}号` },
    summary: `准予核发${licence}。`,
    application: `BJ${reference.replace(/\D/g, '')}`,
    ...more,
  };
}

export function departments(): string[] {
  return Object.keys(TRADES);
}

export function officerOf(org: string): string {
  return `${org.toLowerCase()}.officer`;
}

function tradeOf(org: string): (typeof TRADES)[string] {
  const trade = TRADES[org];
  if (!trade) throw new Error(`no companies for ${org}`);
  return trade;
}

/** GB 32100: the last sign is a check digit. */
function creditCodeOf(org: string, n: number): string {
  const body = `91371525MA3${(org.length * 7 + n) % 10}${String(org.charCodeAt(0)).padStart(3, '0')}${String(n).padStart(2, '0')}`;
  const seventeen = body.slice(0, 17);
  const sum = [...seventeen].reduce((total, sign, i) => total + SIGNS.indexOf(sign) * (3 ** i % 31), 0);
  return `${seventeen}${SIGNS[(31 - (sum % 31)) % 31]}`;
}

const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
