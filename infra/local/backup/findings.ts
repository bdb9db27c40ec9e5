/** What a check finds, and how it is said: in Chinese and English, the first of each kind by name. */

/** What can be wrong, and what to do about it. */
const WORDS = {
  pages: ['数据文件损坏', 'The store is damaged'],
  unreadable: ['无法解读的记录', 'Records that cannot be read'],
  chains: ['办理记录或审计链校验不通过', 'Histories or audit chains that do not verify'],
  contents: ['内容与其摘要不符', 'Contents unlike their digests'],
  places: ['索引与记录不符', 'Indexes unlike their records'],
  wakes: ['到期提醒与记录的期限不符', 'Wakes unlike the clocks of their records'],
  parts: ['参与索引缺失', 'Participants that cannot find their record'],
  identities: ['账号的登录身份没有登记', 'Accounts without their identity'],
  removed: ['绕过平台删除的数据', 'Items deleted by another program'],
  missing: ['其他数据仍提到、却已不在的数据', 'Items that others still name and that are gone'],
  figures: [
    '通报统计的推送与现有的推送不符（现有/统计）',
    'Pushes unlike the figures of their circular (there/counted)',
  ],
  gone: ['较早的备份中有、现在没有的数据', 'In the earlier backup, and gone now'],
  rewritten: [
    '办理记录、审计记录或通报与较早的备份不一致',
    'Histories, audit entries or circulars unlike the earlier backup',
  ],
  named: ['记录引用的附件没有登记', 'Files that a record names and nobody knows'],
  held: ['封存内容不完整，或其查阅记录校验不通过', 'What lies under seal is not whole, or its readings do not verify'],
  bytes: ['附件内容缺失或与 SHA-256 不符', 'Files whose bytes are missing or not as declared'],
  future: ['办理时间晚于本机时间', 'Written later than the machine’s clock says'],
} as const;

const ADVICE: Partial<Record<Finding, readonly [zh: string, en: string]>> = {
  future: [
    '本机时间曾经走快过。先校准时间；走快期间写入的，从此前的备份恢复（docs/operations.md）。',
    'The machine’s clock was ahead. Set it right; restore a backup from before it (docs/operations.md).',
  ],
};
const OTHERWISE = [
  '请勿自行改动数据。从最近一份校验通过的备份恢复：npm run admin -- restore。',
  'Do not mend the data by hand. Restore the latest backup that passes: npm run admin -- restore.',
] as const;

export type Finding = keyof typeof WORDS;

/** Of each kind as many are named. */
const NAMED = 20;

export class Findings {
  readonly #counts = new Map<Finding, number>();
  readonly #named = new Map<Finding, string[]>();
  /** What was looked at. */
  items = 0;
  records = 0;
  files = 0;

  add(finding: Finding, name: string): void {
    this.#counts.set(finding, (this.#counts.get(finding) ?? 0) + 1);
    const named = this.#named.get(finding) ?? [];
    if (named.length < NAMED) this.#named.set(finding, [...named, name]);
  }

  count(finding: Finding): number {
    return this.#counts.get(finding) ?? 0;
  }

  get isClean(): boolean {
    return this.#counts.size === 0;
  }

  /** What was looked at and found, one line after the other. */
  said(what: string): string[] {
    const looked = [
      `已检查 ${what}：${this.items} 项数据，其中互动记录 ${this.records} 条、附件 ${this.files} 个。`,
      `Checked ${what}: ${this.items} items, ${this.records} records and ${this.files} files among them.`,
    ];
    if (this.isClean) return [...looked, '未发现问题。', 'All is well.'];
    const found = [...this.#counts].flatMap(([finding, count]) => this.#saidOf(finding, count));
    const advice = new Set([...this.#counts.keys()].flatMap((finding) => ADVICE[finding] ?? OTHERWISE));
    return [...looked, ...found, ...advice];
  }

  #saidOf(finding: Finding, count: number): string[] {
    const named = this.#named.get(finding) ?? [];
    const [zh, en] = WORDS[finding];
    return [`${zh} / ${en}: ${count}`, ...named.map((name) => `  ${name}`), ...(count > named.length ? ['  …'] : [])];
  }
}
